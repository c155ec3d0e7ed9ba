import type { Database } from '../db/database.ts'
import { finishMessage } from '../db/messages.ts'
import type { Message } from '../db/schema.ts'

/** Between the moment that an answer is stored and the one that the hub has it. */
const STARTING_MS = 5000

/**
 * What an answer is that is stored as running while no hub has it: undefined while it may be about to start, else it is
 * lost, and becomes `interrupted`, so that a person can continue it. All others are what they say they are. Where that
 * cannot be stored, on a full disk, it is told all the same: whoever asks must not ask again for ever.
 */
export async function unlessStarting(
  { chats, now, report }: { chats: Database; now: () => number; report: (what: string, error: unknown) => void },
  message: Message,
): Promise<Message | undefined> {
  if (message.status !== 'streaming') return message
  if (now() - message.updatedAt < STARTING_MS) return undefined
  const { userId, id, attempt, content, thinking, updatedAt } = message
  const status = 'interrupted'
  await finishMessage(chats, userId, id, attempt, { content, thinking, status, updatedAt }).catch((error) =>
    report('lost answer not marked', error),
  )
  return { ...message, status }
}
