import { and, desc, eq, max } from 'drizzle-orm'
import type { ChatId, UserId } from '../ids.ts'
import type { ChatSettings } from '../settings/table.ts'
import type { Database } from './database.ts'
import { chats } from './schema.ts'

/** Sets the model of the next turn, and what the chat asks of it; false when the chat is not this user's. */
export async function saveSettings(
  db: Database,
  userId: UserId,
  chatId: ChatId,
  { model, settings }: { model: string; settings: ChatSettings },
): Promise<boolean> {
  const { rowsAffected } = await db
    .update(chats)
    .set({ model, settings })
    .where(and(eq(chats.id, chatId), eq(chats.userId, userId)))
  return rowsAffected > 0
}

/** The models that the user's chats have, the one used last first. */
export async function usedModels(db: Database, userId: UserId, limit: number): Promise<string[]> {
  const rows = await db
    .select({ model: chats.model })
    .from(chats)
    .where(eq(chats.userId, userId))
    .groupBy(chats.model)
    .orderBy(desc(max(chats.updatedAt)))
    .limit(limit)
  return rows.map(({ model }) => model)
}
