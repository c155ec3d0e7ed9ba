import { and, desc, eq, exists, gte, inArray, isNull, lt, notExists, or, type SQL } from 'drizzle-orm'
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

/** The chat, if it was deleted at that time or later (epoch milliseconds): such a one can still be brought back. */
export async function findDeletedChat(
  db: Database,
  userId: UserId,
  chatId: ChatId,
  since: number,
): Promise<Chat | undefined> {
  return db
    .select()
    .from(chats)
    .where(deleted(userId, chatId, since))
    .get()
}

/** Brings a chat back that was deleted at that time or later; nothing when there is none (any more). */
export async function restoreChat(
  db: Database,
  userId: UserId,
  chatId: ChatId,
  since: number,
): Promise<Chat | undefined> {
  return db
    .update(chats)
    .set({ deletedAt: null })
    .where(deleted(userId, chatId, since))
    .returning()
    .get()
}

/** So many messages are deleted in one piece. */
const PIECE = 20

/**
 * Deletes for good a piece of what all users deleted before that time (epoch milliseconds); true when there is more. A chat
 * goes with the last of its messages, and the newest of these go first: none is left without the one above it.
 */
export async function purgeChats(db: Database, before: number): Promise<boolean> {
  const due = db.select({ id: chats.id }).from(chats).where(lt(chats.deletedAt, before))
  if (!(await due.get())) return false
  const piece = db
    .select({ id: messages.id })
    .from(messages)
    .where(inArray(messages.chatId, due))
    .orderBy(desc(messages.id))
    .limit(PIECE)
  const left = db.select({ id: messages.id }).from(messages).where(eq(messages.chatId, chats.id))
  await db.batch([
    db.delete(messages).where(inArray(messages.id, piece)),
    db.delete(chats).where(and(lt(chats.deletedAt, before), notExists(left))),
  ])
  return true
}

/** Deletes a chat for good, at once and with all messages; false when it is not this user's. */
export async function removeChat(db: Database, userId: UserId, chatId: ChatId): Promise<boolean> {
  const { rowsAffected } = await db.delete(chats).where(owned(userId, chatId))
  return rowsAffected > 0
}

/** Deletes for good, with all messages, what no user has used since that time (epoch milliseconds). */
export async function forgetChats(db: Database, before: number): Promise<void> {
  await db.delete(chats).where(lt(chats.updatedAt, before))
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

function deleted(userId: UserId, chatId: ChatId, since: number): SQL | undefined {
  return and(eq(chats.id, chatId), eq(chats.userId, userId), gte(chats.deletedAt, since))
}

function onShelf(shelf: Shelf): SQL | undefined {
  if (shelf === 'archived') return eq(chats.archived, true)
  return and(eq(chats.archived, false), eq(chats.pinned, shelf === 'pinned'))
}

function isBefore({ updatedAt, id }: ChatCursor): SQL | undefined {
  return or(lt(chats.updatedAt, updatedAt), and(eq(chats.updatedAt, updatedAt), lt(chats.id, id)))
}
