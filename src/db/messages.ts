import { and, eq, inArray, max, or, type SQL, sql } from 'drizzle-orm'
import type { ChatId, MessageId, UserId } from '../ids.ts'
import { under } from './branches.ts'
import type { Database } from './database.ts'
import { chats, type Message, messages, type Status } from './schema.ts'

/** What a generation has written so far. */
export type Progress = { content: string; thinking: string; updatedAt: number }

/** How a generation ended: its text, its status, and what was counted on the way. Times in milliseconds. */
export type Ending = Progress & {
  status: Exclude<Status, 'streaming'>
} & Partial<
    Pick<
      Message,
      | 'error'
      | 'finishReason'
      | 'promptTokens'
      | 'answerTokens'
      | 'contextTokens'
      | 'thinkingMs'
      | 'loadMs'
      | 'answerMs'
      | 'totalMs'
    >
  >

export async function findMessage(
  db: Database,
  userId: UserId,
  chatId: ChatId,
  messageId: MessageId,
): Promise<Message | undefined> {
  return db
    .select()
    .from(messages)
    .where(owned(userId, chatId, messageId))
    .get()
}

/** Stores what was written so far; false when this attempt no longer runs, and then nothing is stored. */
export async function checkpoint(
  db: Database,
  userId: UserId,
  messageId: MessageId,
  attempt: number,
  progress: Progress,
): Promise<boolean> {
  return write(db, running(userId, messageId, attempt), progress)
}

/** Ends an attempt; false when it no longer runs, and then nothing is stored. */
export async function finishMessage(
  db: Database,
  userId: UserId,
  messageId: MessageId,
  attempt: number,
  ending: Ending,
): Promise<boolean> {
  return write(db, running(userId, messageId, attempt), ending)
}

/**
 * Puts an answer that was stopped, failed, was interrupted, or ran into a limit (`length`) back to work as a new attempt,
 * its text kept; a `revival` is one that the server begins by itself. Returns the row; nothing when there is no such
 * answer, or somebody else was faster.
 */
export async function resumeMessage(
  db: Database,
  userId: UserId,
  messageId: MessageId,
  { now, revival }: { now: number; revival: boolean },
): Promise<Message | undefined> {
  const resumable = and(
    eq(messages.id, messageId),
    eq(messages.userId, userId),
    eq(messages.role, 'assistant'),
    or(
      inArray(messages.status, ['stopped', 'failed', 'interrupted']),
      and(eq(messages.status, 'complete'), eq(messages.finishReason, 'length')),
    ),
  )
  return db
    .update(messages)
    .set({
      ...{ status: 'streaming', attempt: sql`attempt + 1`, revivals: revival ? sql`revivals + 1` : 0 },
      ...{ error: null, finishReason: null, updatedAt: now },
    })
    .where(resumable)
    .returning()
    .get()
}

/**
 * Deletes a message and all that follows it. If that was shown, the newest branch of what is left above is shown now.
 * False when the message is not this user's.
 */
export async function deleteMessage(
  db: Database,
  userId: UserId,
  chatId: ChatId,
  messageId: MessageId,
): Promise<boolean> {
  const message = await findMessage(db, userId, chatId, messageId)
  if (!message) return false
  const all = and(eq(messages.chatId, chatId), eq(messages.userId, userId))
  const left = message.parentId === null ? all : under(userId, chatId, message.parentId)
  const tip = db
    .select({ id: max(messages.id) })
    .from(messages)
    .where(left)
  const hidden = sql`${chats.tipId} not in (select id from messages where ${all})`
  const [{ rowsAffected }] = await db.batch([
    db.delete(messages).where(under(userId, chatId, messageId)),
    db
      .update(chats)
      .set({ tipId: sql`${tip}` })
      .where(and(eq(chats.id, chatId), eq(chats.userId, userId), hidden)),
  ])
  return rowsAffected > 0
}

/**
 * For the start of the server: what was being written when it died becomes `interrupted`. Returns those messages, of
 * all users; their `updatedAt` is still the time of the last checkpoint.
 */
export async function interruptOrphans(db: Database): Promise<Message[]> {
  return db.update(messages).set({ status: 'interrupted' }).where(eq(messages.status, 'streaming')).returning()
}

async function write(db: Database, where: SQL | undefined, values: Progress | Ending): Promise<boolean> {
  const { rowsAffected } = await db.update(messages).set(values).where(where)
  return rowsAffected > 0
}

function owned(userId: UserId, chatId: ChatId, messageId: MessageId): SQL | undefined {
  return and(eq(messages.id, messageId), eq(messages.chatId, chatId), eq(messages.userId, userId))
}

function running(userId: UserId, messageId: MessageId, attempt: number): SQL | undefined {
  return and(
    eq(messages.id, messageId),
    eq(messages.userId, userId),
    eq(messages.attempt, attempt),
    eq(messages.status, 'streaming'),
  )
}
