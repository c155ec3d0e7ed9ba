import type { Dependencies } from '../../context.ts'
import { findPreset } from '../../db/presets.ts'
import type { Preset } from '../../db/schema.ts'
import type { UserId } from '../../ids.ts'

/** The preset of that number as a form or an address says it, if it is the user's. */
export async function loadPreset(
  { library }: Dependencies,
  userId: UserId,
  id: string | undefined,
): Promise<Preset | undefined> {
  return id !== undefined && /^[1-9]\d{0,14}$/.test(id) ? findPreset(library, userId, Number(id)) : undefined
}

/** What a new chat begins with: the preset that the address names, or else the user's default. */
export function presetOf(presets: Preset[], wanted: string | undefined): Preset | undefined {
  return presets.find(({ id, isDefault }) => (wanted === undefined ? isDefault : wanted === String(id)))
}
