import { interruptOrphans } from '../db/messages.ts'
import type { Message } from '../db/schema.ts'
import { resume, type TurnTools } from './turn.ts'

/** An answer that was cut off longer ago than this waits for a person to continue it. */
const YOUNG_MS = 10 * 60_000

/**
 * For the start of a server: answers that died with the last one become `interrupted`, and the young ones go on by
 * themselves.
 */
export async function resumeOrphans(tools: TurnTools): Promise<void> {
  for (const orphan of await interruptOrphans(tools.chats)) await revive(tools, orphan)
}

/**
 * Lets an interrupted answer go on if it is young, and was not revived before: one that dies again was perhaps the
 * reason. `updatedAt` must be the time of its last checkpoint.
 */
export async function revive(tools: TurnTools, orphan: Message): Promise<void> {
  if (orphan.revivals > 0 || tools.now() - orphan.updatedAt > YOUNG_MS) return
  await resume(tools, orphan.userId, orphan.id, { revival: true })
}
