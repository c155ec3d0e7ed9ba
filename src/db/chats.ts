import { and, desc, eq, exists, lt, or, type SQL } from 'drizzle-orm'
import type { Database } from './database.ts'
import { type Chat, chats, messages } from './schema.ts'

/** Where a page of chats ended: the `updatedAt` and `id` of its last one. */
export type ChatCursor = { updatedAt: number; id: string }

export async function findChat(db: Database, userId: string, chatId: string): Promise<Chat | undefined> {
  return db.select().from(chats).where(owned(userId, chatId)).get()
}

/** One page of the user's chats, the latest used first; `before` is the cursor of the page above. */
export async function listChats(
  db: Database,
  userId: string,
  { before, limit }: { before?: ChatCursor; limit: number },
): Promise<Chat[]> {
  return db
    .select()
    .from(chats)
    .where(and(eq(chats.userId, userId), before && isBefore(before)))
    .orderBy(desc(chats.updatedAt), desc(chats.id))
    .limit(limit)
}

/** Returns the chat with its new title; nothing when it is not this user's. */
export async function renameChat(
  db: Database,
  userId: string,
  chatId: string,
  title: string,
): Promise<Chat | undefined> {
  return db.update(chats).set({ title }).where(owned(userId, chatId)).returning().get()
}

/** Deletes the chat with its messages; false when it is not this user's. */
export async function deleteChat(db: Database, userId: string, chatId: string): Promise<boolean> {
  const { rowsAffected } = await db.delete(chats).where(owned(userId, chatId))
  return rowsAffected > 0
}

/** Shows another branch: the one that ends at `tipId`. False unless both chat and message are this user's. */
export async function setTip(db: Database, userId: string, chatId: string, tipId: number): Promise<boolean> {
  const tip = db
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.id, tipId), eq(messages.chatId, chatId), eq(messages.userId, userId)))
  const { rowsAffected } = await db
    .update(chats)
    .set({ tipId })
    .where(and(owned(userId, chatId), exists(tip)))
  return rowsAffected > 0
}

/** Moves the chat to the top of the list; false when it is not this user's. `now` in epoch milliseconds. */
export async function touchChat(db: Database, userId: string, chatId: string, now: number): Promise<boolean> {
  const { rowsAffected } = await db.update(chats).set({ updatedAt: now }).where(owned(userId, chatId))
  return rowsAffected > 0
}

function owned(userId: string, chatId: string): SQL | undefined {
  return and(eq(chats.id, chatId), eq(chats.userId, userId))
}

function isBefore({ updatedAt, id }: ChatCursor): SQL | undefined {
  return or(lt(chats.updatedAt, updatedAt), and(eq(chats.updatedAt, updatedAt), lt(chats.id, id)))
}
