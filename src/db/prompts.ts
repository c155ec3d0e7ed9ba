import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import type { UserId } from '../ids.ts'
import type { Database } from './database.ts'
import { type Prompt, prompts } from './schema.ts'

export type PromptText = Pick<Prompt, 'name' | 'content'>

/** The user's library, by name. */
export async function listPrompts(db: Database, userId: UserId): Promise<Prompt[]> {
  return db
    .select()
    .from(prompts)
    .where(eq(prompts.userId, userId))
    .orderBy(asc(sql`lower(${prompts.name})`))
}

/** The prompts whose names hold these letters, those that begin with them first. */
export async function matchPrompts(db: Database, userId: UserId, letters: string, limit: number): Promise<Prompt[]> {
  const at = sql`instr(lower(${prompts.name}), lower(${letters}))`
  return db
    .select()
    .from(prompts)
    .where(and(eq(prompts.userId, userId), sql`${at} > 0`))
    .orderBy(asc(at), asc(sql`lower(${prompts.name})`))
    .limit(limit)
}

export async function findPrompt(db: Database, userId: UserId, promptId: number): Promise<Prompt | undefined> {
  return db.select().from(prompts).where(owned(userId, promptId)).get()
}

/** False when the user has another prompt of that name; then nothing is written. `now` in epoch milliseconds. */
export async function insertPrompt(db: Database, userId: UserId, prompt: PromptText, now: number): Promise<boolean> {
  const { rowsAffected } = await db
    .insert(prompts)
    .values({ ...prompt, userId, createdAt: now })
    .onConflictDoNothing()
  return rowsAffected > 0
}

/** False when the user has another prompt of that name; then nothing is written. */
export async function updatePrompt(
  db: Database,
  userId: UserId,
  promptId: number,
  prompt: PromptText,
): Promise<boolean> {
  const taken = sql`exists (select 1 from ${prompts} as other
    where other.user_id = ${userId} and other.name = ${prompt.name} and other.id <> ${promptId})`
  const { rowsAffected } = await db
    .update(prompts)
    .set(prompt)
    .where(and(owned(userId, promptId), sql`not ${taken}`))
  return rowsAffected > 0
}

/** False when it is not this user's. */
export async function deletePrompt(db: Database, userId: UserId, promptId: number): Promise<boolean> {
  const { rowsAffected } = await db.delete(prompts).where(owned(userId, promptId))
  return rowsAffected > 0
}

function owned(userId: UserId, promptId: number): SQL | undefined {
  return and(eq(prompts.id, promptId), eq(prompts.userId, userId))
}
