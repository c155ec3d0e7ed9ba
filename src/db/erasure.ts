import { sql } from 'drizzle-orm'
import type { Database } from './database.ts'

/** What the search knows words from: each keeps the texts that it was given. */
const indexes = ['message_index', 'title_index']

/** So many pages of an index are written in one piece: some milliseconds. */
const PAGES = 16

/**
 * Lets the indexes of the search forget the words of deleted messages and of their chats; a single read when nothing was
 * deleted since the last time. The indexes are written anew for that, in pieces: it yields after each, and whoever leaves it
 * there begins again the next time. (FTS5's own `secure-delete` looks up every word of a message among those of all others,
 * which holds the database for 0.2 s a message in a long history.)
 */
export async function* forgetWords(db: Database): AsyncGenerator<void> {
  const [before] = await db.all<{ deleted: number }>(sql`select deleted from erasure where deleted > erased`)
  if (!before) return
  for (const index of indexes) {
    // With a negative number of pages begins the merge of all that there is.
    for (let pages = -PAGES; await merge(db, index, pages); pages = PAGES) yield
  }
  await db.run(sql`update erasure set erased = ${before.deleted}`)
}

/** Whether there was anything to merge. */
async function merge(db: Database, name: string, pages: number): Promise<boolean> {
  const index = sql.identifier(name)
  const changes = () => db.all<{ changes: number }>(sql`select total_changes() as changes`)
  const [[before], , [after]] = await db.batch([
    changes(),
    db.run(sql`insert into ${index} (${index}, rank) values ('merge', ${pages})`),
    changes(),
  ])
  // The command itself counts as one.
  return Number(after?.changes) - Number(before?.changes) > 1
}
