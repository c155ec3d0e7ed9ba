import { sql } from 'drizzle-orm'
import type { ChatId, MessageId, UserId } from '../ids.ts'
import type { Database } from './database.ts'
import type { Message } from './schema.ts'
import { matchOf } from './search-query.ts'
import { lettersTogether } from './search-text.ts'

/** A piece of a text that was found; the marked ones are what was looked for. */
export type Piece = { text: string; marked: boolean }

export type FoundMessage = Pick<Message, 'role' | 'createdAt'> & {
  chatId: ChatId
  messageId: MessageId
  /** Title of its chat. */
  title: string
  snippet: Piece[]
}

export type FoundChat = { chatId: ChatId; updatedAt: number; title: Piece[] }

/** To rank a match costs a look at its text, so of a word that is everywhere only the newest matches are ranked. */
const CANDIDATES = 1000

/** Words of a message around what was found. */
const SNIPPET_TOKENS = 28

/** The user's messages with all that the query asks for, best first. Any text is a query; see `matchOf`. */
export async function searchMessages(
  db: Database,
  userId: UserId,
  query: string,
  limit: number,
): Promise<FoundMessage[]> {
  const match = matchOf(query)
  if (match === undefined) return []
  const mark = newMark()
  const rows = await db.all<Omit<FoundMessage, 'snippet'> & { snippet: string }>(sql`
    with candidates as materialized (
      select messages.id, bm25(message_index) as rank
      from message_index cross join messages on messages.id = message_index.rowid
        cross join chats on chats.id = messages.chat_id
      where message_index match ${match} and messages.user_id = ${userId} and chats.user_id = ${userId}
        and chats.deleted_at is null
      order by message_index.rowid desc limit ${CANDIDATES}
    ), best as materialized (select id, rank from candidates order by rank, id desc limit ${limit})
    select messages.id as messageId, chats.id as chatId, title, role, messages.created_at as createdAt,
      snippet(message_index, 0, ${mark}, ${mark}, '…', ${SNIPPET_TOKENS}) as snippet
    from message_index cross join best on best.id = +message_index.rowid
      cross join messages on messages.id = best.id cross join chats on chats.id = messages.chat_id
    where message_index match ${match} and message_index.rowid >= (select min(id) from best)
    order by best.rank, best.id desc`)
  return rows.map((row) => ({ ...row, snippet: pieces(row.snippet, mark) }))
}

/** The user's chats whose titles have all that the query asks for, best first. */
export async function searchTitles(db: Database, userId: UserId, query: string, limit: number): Promise<FoundChat[]> {
  const match = matchOf(query)
  if (match === undefined) return []
  const mark = newMark()
  const rows = await db.all<{ chatId: ChatId; updatedAt: number; title: string }>(sql`
    select chats.id as chatId, updated_at as updatedAt, highlight(title_index, 1, ${mark}, ${mark}) as title
    from title_index cross join chats on chats.id = title_index.chat_id
    where title_index match ${match} and chats.user_id = ${userId} and chats.deleted_at is null
    order by title_index.rank limit ${limit}`)
  return rows.map((row) => ({ ...row, title: pieces(row.title, mark) }))
}

/** Stands around what was found, and cannot stand in a text, since nobody knew it when that was written. */
function newMark(): string {
  return crypto.randomUUID()
}

function pieces(text: string, mark: string): Piece[] {
  // The index ends a Thai word before its last vowel sign, which belongs to the letter below it.
  const signsInside = new RegExp(`${mark}(\\p{M}+)`, 'gu')
  return lettersTogether(text)
    .replace(signsInside, `$1${mark}`)
    .split(mark)
    .map((part, index) => ({ text: part, marked: index % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}
