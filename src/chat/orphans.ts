import { interruptOrphans } from '../db/messages.ts'
import { resume, type TurnTools } from './turn.ts'

/** An answer that was cut off longer ago than this waits for a person to continue it. */
const YOUNG_MS = 10 * 60_000

/**
 * For the start of a server: answers that died with the last one become `interrupted`, and the young ones go on by
 * themselves, once; one that dies again was perhaps the reason.
 */
export async function resumeOrphans(tools: TurnTools): Promise<void> {
  for (const orphan of await interruptOrphans(tools.db)) {
    if (orphan.revivals > 0 || tools.now() - orphan.updatedAt > YOUNG_MS) continue
    await resume(tools, orphan.userId, orphan.id, { revival: true })
  }
}
