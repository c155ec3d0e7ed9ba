import { and, desc, eq, exists, isNotNull, isNull, lt, or, type SQL } from 'drizzle-orm'
import type { ChatId, MessageId, UserId } from '../ids.ts'
import type { Database } from './database.ts'
import { type Chat, chats, messages } from './schema.ts'

/** Where a page of chats ended: the `updatedAt` and `id` of its last one. */
export type ChatCursor = { updatedAt: number; id: ChatId }

export async function findChat(db: Database, userId: UserId, chatId: ChatId): Promise<Chat | undefined> {
  return db.select().from(chats).where(owned(userId, chatId)).get()
}

/** Where a chat is to be found: at the top of the list, in it by time, or put away. */
export type Shelf = 'pinned' | 'listed' | 'archived'

/** One page of the user's chats, the latest used first; `before` is the cursor of the page above. */
export async function listChats(
  db: Database,
  userId: UserId,
  { shelf = 'listed', before, limit }: { shelf?: Shelf; before?: ChatCursor | undefined; limit: number },
): Promise<Chat[]> {
  return db
    .select()
    .from(chats)
    .where(and(eq(chats.userId, userId), isNull(chats.deletedAt), onShelf(shelf), before && isBefore(before)))
    .orderBy(desc(chats.updatedAt), desc(chats.id))
    .limit(limit)
}

/** What a person changes about a chat as a whole. Returns the chat as it is then; nothing when it is not this user's. */
export async function changeChat(
  db: Database,
  userId: UserId,
  chatId: ChatId,
  change: { title?: string | undefined; pinned?: boolean | undefined; archived?: boolean | undefined },
): Promise<Chat | undefined> {
  return db.update(chats).set(change).where(owned(userId, chatId)).returning().get()
}

/**
 * Deletes the chat for the user, who may still bring it back until it is purged; false when it is not this user's. `now` in
 * epoch milliseconds.
 */
export async function deleteChat(db: Database, userId: UserId, chatId: ChatId, now: number): Promise<boolean> {
  const { rowsAffected } = await db.update(chats).set({ deletedAt: now }).where(owned(userId, chatId))
  return rowsAffected > 0
}

/** The chat, if it is deleted and can still be brought back. */
export async function findDeletedChat(db: Database, userId: UserId, chatId: ChatId): Promise<Chat | undefined> {
  return db.select().from(chats).where(deleted(userId, chatId)).get()
}

/** Brings a deleted chat back; nothing when there is none (any more). */
export async function restoreChat(db: Database, userId: UserId, chatId: ChatId): Promise<Chat | undefined> {
  return db.update(chats).set({ deletedAt: null }).where(deleted(userId, chatId)).returning().get()
}

/** Deletes for good, with all messages, what the user deleted before that time (epoch milliseconds). */
export async function purgeChats(db: Database, userId: UserId, before: number): Promise<void> {
  await db.delete(chats).where(and(eq(chats.userId, userId), lt(chats.deletedAt, before)))
}

/** Deletes for good, with all messages, what the user has not used since that time (epoch milliseconds). */
export async function forgetChats(db: Database, userId: UserId, before: number): Promise<void> {
  await db.delete(chats).where(and(eq(chats.userId, userId), lt(chats.updatedAt, before)))
}

/** Shows another branch: the one that ends at `tipId`. False unless both chat and message are this user's. */
export async function setTip(db: Database, userId: UserId, chatId: ChatId, tipId: MessageId): Promise<boolean> {
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

/** A deleted chat is nobody's: whatever is asked of it, it is not there. */
function owned(userId: UserId, chatId: ChatId): SQL | undefined {
  return and(eq(chats.id, chatId), eq(chats.userId, userId), isNull(chats.deletedAt))
}

function deleted(userId: UserId, chatId: ChatId): SQL | undefined {
  return and(eq(chats.id, chatId), eq(chats.userId, userId), isNotNull(chats.deletedAt))
}

function onShelf(shelf: Shelf): SQL | undefined {
  if (shelf === 'archived') return eq(chats.archived, true)
  return and(eq(chats.archived, false), eq(chats.pinned, shelf === 'pinned'))
}

function isBefore({ updatedAt, id }: ChatCursor): SQL | undefined {
  return or(lt(chats.updatedAt, updatedAt), and(eq(chats.updatedAt, updatedAt), lt(chats.id, id)))
}
