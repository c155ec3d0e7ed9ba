import { and, asc, eq, ne, type SQL, sql } from 'drizzle-orm'
import type { UserId } from '../ids.ts'
import type { Database } from './database.ts'
import { type Preset, presets } from './schema.ts'

/** What a person writes of a preset. */
export type PresetText = Omit<Preset, 'id' | 'userId' | 'createdAt'>

/** The user's presets, by name. */
export async function listPresets(db: Database, userId: UserId): Promise<Preset[]> {
  return db
    .select()
    .from(presets)
    .where(eq(presets.userId, userId))
    .orderBy(asc(sql`lower(${presets.name})`), asc(presets.id))
}

export async function findPreset(db: Database, userId: UserId, presetId: number): Promise<Preset | undefined> {
  return db.select().from(presets).where(owned(userId, presetId)).get()
}

/** A preset that new chats are to begin with takes that place from the one before. `now` in epoch milliseconds. */
export async function insertPreset(db: Database, userId: UserId, preset: PresetText, now: number): Promise<void> {
  const insert = db.insert(presets).values({ ...preset, userId, createdAt: now })
  if (preset.isDefault) await db.batch([noDefault(db, userId), insert])
  else await insert
}

/** False when it is not this user's; then nothing is written. */
export async function updatePreset(
  db: Database,
  userId: UserId,
  presetId: number,
  preset: PresetText,
): Promise<boolean> {
  const update = db.update(presets).set(preset).where(owned(userId, presetId))
  if (!preset.isDefault) return (await update).rowsAffected > 0
  const own = sql`exists (select 1 from ${presets} as own where own.id = ${presetId} and own.user_id = ${userId})`
  const [, { rowsAffected }] = await db.batch([noDefault(db, userId, and(ne(presets.id, presetId), own)), update])
  return rowsAffected > 0
}

/** False when it is not this user's. */
export async function deletePreset(db: Database, userId: UserId, presetId: number): Promise<boolean> {
  const { rowsAffected } = await db.delete(presets).where(owned(userId, presetId))
  return rowsAffected > 0
}

function noDefault(db: Database, userId: UserId, where?: SQL) {
  return db
    .update(presets)
    .set({ isDefault: false })
    .where(and(eq(presets.userId, userId), where))
}

function owned(userId: UserId, presetId: number): SQL | undefined {
  return and(eq(presets.id, presetId), eq(presets.userId, userId))
}
