import { revive } from '../../chat/orphans.ts'
import { findMessage } from '../../db/messages.ts'
import type { ChatParts } from './chat-object.ts'
import type { Orphan } from './kept-answers.ts'

/**
 * Takes care of answers whose object was evicted: the database gets all that was kept of them, and the young ones go on.
 * When it cannot be reached, they stay where they are until the next time.
 */
export async function recover(parts: ChatParts): Promise<void> {
  for (const orphan of parts.kept.orphans()) {
    try {
      await release(parts, orphan)
    } catch (error) {
      parts.report('answer not recovered', error)
    }
  }
}

async function release({ turns, database, kept }: ChatParts, { answer, keptAt }: Orphan): Promise<void> {
  const { userId, chatId, messageId } = answer.ref
  await database.finish(answer)
  kept.forget(messageId)
  const message = await findMessage(turns.chats, userId, chatId, messageId)
  if (message?.status !== 'interrupted' || message.attempt !== answer.attempt) return
  await revive(turns, { ...message, updatedAt: keptAt })
}
