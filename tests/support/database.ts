import { createClient } from '@libsql/client'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/libsql'
import { setTip } from '../../src/db/chats.ts'
import type { Database } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import * as schema from '../../src/db/schema.ts'
import { insertTurn, type NewTurn, type Turn } from '../../src/db/turns.ts'
import { ensureUser } from '../../src/db/users.ts'
import { chat1, local, messageNo, stranger } from './ids.ts'

/** A migrated database in memory with two users, `local` and `stranger`; gone with the test. */
export async function testDatabase(): Promise<Database> {
  const client = createClient({ url: 'file::memory:' })
  await migrate(client)
  const db = drizzle(client, { schema })
  await ensureUser(db, { id: local, name: 'You' })
  await ensureUser(db, { id: stranger, name: 'Somebody else' })
  return db
}

/** A turn in the chat `chat-1` of `local`: its first, or the next one after `parentId`. The answer is still running. */
export async function ask(db: Database, turn: Partial<NewTurn> = {}): Promise<Turn> {
  const first = turn.parentId === undefined ? { chat: { title: 'A chat' } } : {}
  const values = { userId: local, chatId: chat1, parentId: null, content: 'Why?', model: 'guide/guide', now: 1000 }
  const stored = await insertTurn(db, { ...values, ...first, ...turn })
  if (!stored) throw new Error('The turn was refused.')
  return stored
}

/**
 * A chat `chat-1` of one branch with that many messages, ids from 1 on; faster than as many turns. Each but the first two
 * says its number, and then `content`.
 */
export async function longChat(db: Database, length: number, content = ''): Promise<void> {
  await ask(db)
  await db.run(sql`
    with recursive n(id) as (select 3 union all select id + 1 from n where id < ${length})
    insert into messages (id, chat_id, user_id, parent_id, role, content, status, created_at, updated_at)
    select id, 'chat-1', 'local', id - 1, iif(id % 2, 'user', 'assistant'), 'No. ' || id || ${content}, 'complete', 1000, 1000 from n`)
  await setTip(db, local, chat1, messageNo(length))
}
