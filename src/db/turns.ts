import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { ChatId, MessageId, UserId } from '../ids.ts'
import type { ChatSettings } from '../settings/table.ts'
import type { Database } from './database.ts'
import { chats, type Message, messages } from './schema.ts'

/** A user message and the assistant message that will answer it. */
export type Turn = { question: Message; answer: Message }

export type NewTurn = {
  userId: UserId
  chatId: ChatId
  /** Given when the turn opens a new chat. */
  chat?: { title: string; settings?: ChatSettings }
  /** The message that the question follows; null for a first message. */
  parentId: MessageId | null
  content: string
  model: string
  /** Epoch milliseconds. */
  now: number
}

/**
 * Stores a question and its empty answer, makes the answer the tip, and moves the chat to the top of the list: all or
 * nothing. Nothing is written, and nothing returned, when the chat or the parent is not this user's.
 */
export async function insertTurn(db: Database, turn: NewTurn): Promise<Turn | undefined> {
  const { userId, chatId, chat, parentId, content, model, now } = turn
  const times = { createdAt: now, updatedAt: now }
  const ownChat = parentId === null ? chatOf(userId, chatId) : chatOfMessage(userId, chatId, parentId)
  const question = db
    .insert(messages)
    .values({ chatId: ownChat, userId, parentId, role: 'user', status: 'complete', content, ...times })
    .returning()
  const answer = db
    .insert(messages)
    .values({ ...emptyAnswer(turn), chatId, parentId: newest(chatId) })
    .returning()
  const write = [question, answer, moveTip(db, turn)] as const
  return unlessForeign(async () => {
    if (!chat) {
      const [[asked], [answered]] = await db.batch(write)
      return asked && answered && { question: asked, answer: answered }
    }
    const create = db.insert(chats).values({ id: chatId, userId, ...chat, model, ...times })
    const [, [asked], [answered]] = await db.batch([create, ...write])
    return asked && answered && { question: asked, answer: answered }
  })
}

/**
 * Stores another empty answer to a question and makes it the tip, as `insertTurn` does. Nothing is written, and nothing
 * returned, when `parentId` is not a question in this user's chat.
 */
export async function insertAnswer(
  db: Database,
  answer: { userId: UserId; chatId: ChatId; parentId: MessageId; model: string; now: number },
): Promise<Message | undefined> {
  const { userId, chatId, parentId } = answer
  const ownChat = chatOfMessage(userId, chatId, parentId, 'user')
  const insert = db
    .insert(messages)
    .values({ ...emptyAnswer(answer), chatId: ownChat, parentId })
    .returning()
  return unlessForeign(async () => {
    const [[row]] = await db.batch([insert, moveTip(db, answer)])
    return row
  })
}

function emptyAnswer({ userId, model, now }: { userId: UserId; model: string; now: number }) {
  return { userId, role: 'assistant', status: 'streaming', model, createdAt: now, updatedAt: now } as const
}

function moveTip(db: Database, to: { userId: UserId; chatId: ChatId; model: string; now: number }) {
  return db
    .update(chats)
    .set({ tipId: newest(to.chatId), model: to.model, updatedAt: to.now })
    .where(and(eq(chats.id, to.chatId), eq(chats.userId, to.userId)))
}

/** Inside a batch: the message that was written last, since ids only grow and nobody else writes in between. */
function newest(chatId: ChatId): SQL {
  return sql`(select max(id) from messages where chat_id = ${chatId})`
}

// Both give NULL for what is not this user's. A message without a chat breaks a constraint, which rolls the batch back.

function chatOf(userId: UserId, chatId: ChatId): SQL {
  return sql`(select id from chats where id = ${chatId} and user_id = ${userId})`
}

function chatOfMessage(userId: UserId, chatId: ChatId, messageId: MessageId, role?: Message['role']): SQL {
  const condition = and(
    eq(messages.id, messageId),
    eq(messages.chatId, chatId),
    eq(messages.userId, userId),
    role && eq(messages.role, role),
  )
  return sql`(select chat_id from messages where ${condition})`
}

async function unlessForeign<T>(write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await write()
  } catch (error) {
    // SQLite's own words, which are the same over a file and over HTTP; the codes are not.
    if (error instanceof Error && error.message.includes('NOT NULL constraint failed: messages.chat_id'))
      return undefined
    throw error
  }
}
