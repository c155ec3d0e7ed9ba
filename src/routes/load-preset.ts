import type { Dependencies } from '../context.ts'
import { findPreset } from '../db/presets.ts'
import type { Preset } from '../db/schema.ts'

/** The preset of that number as a form or an address says it, if it is the user's. */
export async function loadPreset(
  { db }: Dependencies,
  userId: string,
  id: string | undefined,
): Promise<Preset | undefined> {
  return id !== undefined && /^[1-9]\d{0,14}$/.test(id) ? findPreset(db, userId, Number(id)) : undefined
}
