import { and, eq, getTableColumns, isNull, type SQL, sql } from 'drizzle-orm'
import type { ChatId, MessageId, UserId } from '../ids.ts'
import type { Database } from './database.ts'
import { type Chat, chats, messages } from './schema.ts'

/** What is not the same in a copy. */
const own = new Set(['id', 'chat_id', 'parent_id', 'status'])
const copied = sql.join(
  Object.values(getTableColumns(messages)).flatMap(({ name }) => (own.has(name) ? [] : [sql.identifier(name)])),
  sql`, `,
)

/**
 * Copies a chat with all its branches, or, with `upTo`, only the branch that ends at that message. What is being written
 * there is stopped in the copy. Nothing is written, and nothing returned, when chat or message are not this user's.
 */
export async function copyChat(
  db: Database,
  userId: UserId,
  chatId: ChatId,
  { copyId, title, upTo, now }: { copyId: ChatId; title: string; upTo?: MessageId; now: number },
): Promise<Chat | undefined> {
  const source = and(eq(chats.id, chatId), eq(chats.userId, userId), isNull(chats.deletedAt))
  const tip = upTo === undefined ? sql`(select tip_id from chats where ${source})` : sql`${upTo}`
  const part = upTo === undefined ? sql`chat_id = ${chatId} and user_id = ${userId}` : branchTo(userId, chatId, upTo)
  const [, , [copy]] = await db.batch([
    db.run(sql`
      insert into chats (id, user_id, title, model, settings, created_at, updated_at)
      select ${copyId}, user_id, ${title}, model, settings, ${now}, ${now} from chats where ${source}
        and exists (select 1 from messages where ${part})`),
    // The copies get the next free ids, in the order of the originals: a child still comes after its parent.
    db.run(sql`
      with originals as materialized (
        select *, row_number() over (order by id) + (select seq from sqlite_sequence where name = 'messages') as copy
        from messages where ${part} and exists (select 1 from chats where id = ${copyId})
      )
      insert into messages (id, chat_id, parent_id, status, ${copied})
      select copy, ${copyId}, (select above.copy from originals above where above.id = originals.parent_id),
        iif(status = 'streaming', 'stopped', status), ${copied} from originals order by id`),
    db
      .update(chats)
      .set({
        tipId: sql`(select min(id) from messages where chat_id = ${copyId})
          + (select count(*) from messages where ${part} and id < ${tip})`,
      })
      .where(and(eq(chats.id, copyId), eq(chats.userId, userId)))
      .returning(),
  ])
  return copy
}

function branchTo(userId: UserId, chatId: ChatId, messageId: MessageId): SQL {
  return sql`id in (
    with recursive up(id, parent_id) as (
      select id, parent_id from messages where id = ${messageId} and chat_id = ${chatId} and user_id = ${userId}
      union all
      select above.id, above.parent_id from up join messages above on above.id = up.parent_id
    ) select id from up)`
}
