import { and, asc, desc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { ChatId, MessageId, UserId } from '../ids.ts'
import type { Database } from './database.ts'
import { type Chat, type Message, messages } from './schema.ts'

// A child is always written after its parent, so ids grow along every branch: ordering by id goes from root to tip, and
// the newest message under another one has no children.

/**
 * The branch that ends at `tipId`, from root to tip. With `limit` only its newest messages, but as many more as it takes to
 * reach `back`; `before` gives those above that one instead. Both are ids of messages of the branch.
 */
export async function branch(
  db: Database,
  userId: UserId,
  chatId: ChatId,
  tipId: MessageId,
  { limit, back, before }: { limit?: number; back?: MessageId | undefined; before?: MessageId | undefined } = {},
): Promise<Message[]> {
  const own = sql`chat_id = ${chatId} and user_id = ${userId}`
  const last =
    before === undefined ? sql`${tipId}` : sql`(select parent_id from messages where id = ${before} and ${own})`
  const more = limit === undefined ? sql`true` : sql`(place < ${limit} or up.id > ${back ?? tipId})`
  const ids = sql`(
    with recursive up(id, parent_id, place) as (
      select id, parent_id, 1 from messages where id = ${last} and ${own}
      union all
      select above.id, above.parent_id, place + 1
      from up join messages above on above.id = up.parent_id and above.user_id = ${userId}
      where ${more}
    ) select id from up)`
  return db.select().from(messages).where(sql`${messages.id} in ${ids}`).orderBy(asc(messages.id))
}

/** The ids of the messages below one on the branch that ends at `tipId`, from there to the tip. */
export async function idsBelow(
  db: Database,
  userId: UserId,
  chatId: ChatId,
  tipId: MessageId,
  messageId: MessageId,
): Promise<MessageId[]> {
  const rows = await db.all<{ id: MessageId }>(sql`
    with recursive up(id, parent_id) as (
      select id, parent_id from messages where id = ${tipId} and chat_id = ${chatId} and user_id = ${userId}
      union all
      select above.id, above.parent_id
      from up join messages above on above.id = up.parent_id and above.user_id = ${userId}
      where up.parent_id > ${messageId}
    ) select id from up where id > ${messageId} order by id`)
  return rows.map(({ id }) => id)
}

/** The ids of the children of each of these messages, oldest first; those of `null` are the roots of the chat. */
export async function siblings(
  db: Database,
  userId: UserId,
  chatId: ChatId,
  parentIds: (MessageId | null)[],
): Promise<Map<MessageId | null, MessageId[]>> {
  const parents = parentIds.filter((id) => id !== null)
  const wanted = or(
    inArray(messages.parentId, parents),
    parentIds.includes(null) ? isNull(messages.parentId) : undefined,
  )
  const rows = await db
    .select({ id: messages.id, parentId: messages.parentId })
    .from(messages)
    .where(and(eq(messages.chatId, chatId), eq(messages.userId, userId), wanted))
    .orderBy(asc(messages.id))
  const children = new Map(parentIds.map((id): [MessageId | null, MessageId[]] => [id, []]))
  for (const { id, parentId } of rows) children.get(parentId)?.push(id)
  return children
}

/**
 * The tip to show when a person moves to this message: of the ends of branches under it, or itself, the one that was shown
 * last; the newest, if none was.
 */
export async function lastShownLeaf(
  db: Database,
  userId: UserId,
  chatId: ChatId,
  messageId: MessageId,
): Promise<MessageId | undefined> {
  const isLeaf = sql`${messages.id} not in (select parent_id from messages where chat_id = ${chatId} and parent_id is not null)`
  const row = await db
    .select({ id: messages.id })
    .from(messages)
    .where(and(under(userId, chatId, messageId), isLeaf))
    .orderBy(desc(messages.leftOrder), desc(messages.id))
    .limit(1)
    .get()
  return row?.id
}

/** Whether a message is on the branch that its chat shows. */
export async function isShown(db: Database, chat: Chat, messageId: MessageId): Promise<boolean> {
  if (chat.tipId === null) return false
  const below = and(eq(messages.id, chat.tipId), under(chat.userId, chat.id, messageId))
  return (await db.select({ id: messages.id }).from(messages).where(below).get()) !== undefined
}

/** The answers that are being written in the chat, or only those at and below one of its messages. */
export async function runningAnswers(
  db: Database,
  userId: UserId,
  chatId: ChatId,
  messageId?: MessageId,
): Promise<MessageId[]> {
  const within = messageId === undefined ? undefined : under(userId, chatId, messageId)
  const rows = await db
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.chatId, chatId), eq(messages.userId, userId), eq(messages.status, 'streaming'), within))
  return rows.map(({ id }) => id)
}

/** Condition on `messages`: this message and everything below it, as far as it is this user's. */
export function under(userId: UserId, chatId: ChatId, messageId: MessageId): SQL {
  return sql`${messages.id} in (
    with recursive down(id) as (
      select id from messages where id = ${messageId} and chat_id = ${chatId} and user_id = ${userId}
      union all
      select below.id from down join messages below on below.parent_id = down.id and below.user_id = ${userId}
    ) select id from down)`
}
