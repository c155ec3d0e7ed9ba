import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { migrate as drizzleMigrate } from 'drizzle-orm/libsql/migrator'
import { expect, it, onTestFinished } from 'vitest'
import { migrationsModule } from '../../drizzle/migrations.ts'
import { deleteChat, purgeChats } from '../../src/db/chats.ts'
import { migrate } from '../../src/db/migrate.ts'
import { migrations } from '../../src/db/migrations.gen.ts'
import * as schema from '../../src/db/schema.ts'
import { searchMessages, searchTitles } from '../../src/db/search.ts'
import { ensureUser } from '../../src/db/users.ts'
import { chat1, local } from '../support/ids.ts'
import { dataFolder } from '../support/server.ts'

const root = new URL('../../', import.meta.url)

it('has every migration of drizzle/ in the generated module', async () => {
  const committed = await readFile(new URL('src/db/migrations.gen.ts', root), 'utf8')
  expect(committed, 'run `npm run db:generate`').toBe(await migrationsModule())
})

it('runs safely when several start at once: one of them applies each step', async () => {
  const { path, remove } = await dataFolder()
  const clients = Array.from({ length: 4 }, () => createClient({ url: `file:${join(path, 'weir.db')}`, timeout: 5000 }))
  onTestFinished(async () => {
    for (const client of clients) client.close()
    await remove()
  })
  await Promise.all(clients.map((client) => migrate(client)))
  for (const client of clients) {
    const { rows } = await client.execute('SELECT id, hash FROM __drizzle_migrations ORDER BY id')
    expect(rows.map(({ id, hash }) => ({ id, hash }))).toEqual(migrations.map(({ id, hash }) => ({ id, hash })))
  }
})

it('does nothing on a database that drizzle brought up to date, and the other way round', async () => {
  const migrationsFolder = new URL('drizzle', root).pathname
  const before = createClient({ url: 'file::memory:' })
  await drizzleMigrate(drizzle(before), { migrationsFolder })
  await migrate(before)
  const after = createClient({ url: 'file::memory:' })
  await migrate(after)
  await drizzleMigrate(drizzle(after), { migrationsFolder })
  for (const client of [before, after]) {
    const { rows } = await client.execute('SELECT count(*) AS steps FROM __drizzle_migrations')
    expect(rows[0]?.steps).toBe(migrations.length)
  }
})

it('leaves nothing of a step that fails', async () => {
  const client = createClient({ url: 'file::memory:' })
  const good = { id: 1, tag: 'good', when: 1, hash: 'a', statements: ['CREATE TABLE good (id)'] }
  const bad = {
    id: 2,
    tag: 'bad',
    when: 2,
    hash: 'b',
    statements: ['CREATE TABLE half (id)', 'CREATE TABLE good (id)'],
  }
  await expect(migrate(client, [good, bad])).rejects.toThrow('already exists')
  const tables = await client.execute("SELECT name FROM sqlite_master WHERE name IN ('good', 'half')")
  expect(tables.rows.map(({ name }) => name)).toEqual(['good'])
  await migrate(client, [good, { ...bad, statements: ['CREATE TABLE half (id)'] }])
})

it('finds in old messages and titles what only the newest search finds', async () => {
  const client = createClient({ url: 'file::memory:' })
  await migrate(client, migrations.slice(0, 4))
  const db = drizzle(client, { schema })
  await ensureUser(db, { id: local, name: 'Local user' })
  // In plain SQL: today's queries name columns that an old database does not have.
  await client.executeMultiple(`
    INSERT INTO chats (id, user_id, title, model, created_at, updated_at)
      VALUES ('chat-1', 'local', '全文検索', 'guide/guide', 1, 1);
    INSERT INTO messages (chat_id, user_id, role, status, content, created_at, updated_at)
      VALUES ('chat-1', 'local', 'user', 'complete', '全文検索の使い方', 1, 1)`)
  await migrate(client)
  expect(await searchMessages(db, local, '検索', 10)).toHaveLength(1)
  expect(await searchTitles(db, local, '検索', 10)).toHaveLength(1)
  await deleteChat(db, local, chat1, 1)
  await purgeChats(db, 2)
  expect((await client.execute('SELECT rowid FROM message_index')).rows).toEqual([])
})
