import { join } from 'node:path'
import { type Client, createClient } from '@libsql/client'
import { expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../src/db/migrate.ts'
import { startHrana } from './hrana.ts'
import { dataFolder } from './server.ts'

async function start(token?: string) {
  const folder = await dataFolder()
  const server = await startHrana(join(folder.path, 'test.db'), token === undefined ? {} : { token })
  onTestFinished(async () => {
    await server.close()
    await folder.remove()
  })
  return server
}

async function notes(): Promise<Client> {
  const client = createClient({ url: (await start()).url })
  await client.execute('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL, size REAL, data BLOB)')
  return client
}

async function texts(client: Client): Promise<unknown[]> {
  return (await client.execute('SELECT text FROM notes ORDER BY id')).rows.map(({ text }) => text)
}

it('keeps every kind of value', async () => {
  const client = await notes()
  const data = Uint8Array.of(1, 2, 255)
  const insert = 'INSERT INTO notes (text, size, data) VALUES (?, ?, ?), (:text, NULL, NULL)'
  const written = await client.execute({ sql: insert.replace(':text', '?'), args: ['ä', 1.5, data, 'b'] })
  expect([written.rowsAffected, written.lastInsertRowid]).toEqual([2, 2n])
  const { rows } = await client.execute({ sql: 'SELECT * FROM notes WHERE id <= :id', args: { id: 2 } })
  expect(rows.map(({ id, text, size }) => [id, text, size])).toEqual([
    [1, 'ä', 1.5],
    [2, 'b', null],
  ])
  expect(new Uint8Array(rows[0]?.data instanceof ArrayBuffer ? rows[0].data : [])).toEqual(data)
})

it('does a batch whole or not at all, and names what was wrong', async () => {
  const client = await notes()
  const good = "INSERT INTO notes (text) VALUES ('good')"
  const failure = await client.batch([good, 'INSERT INTO notes (text) VALUES (NULL)'], 'write').catch((error) => error)
  expect(String(failure.code)).toMatch(/^SQLITE_CONSTRAINT/)
  expect(await texts(client)).toEqual([])
  await client.batch([good, good], 'write')
  expect(await texts(client)).toEqual(['good', 'good'])
})

it('carries transactions from request to request, one writer at a time', async () => {
  const client = await notes()
  await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      const transaction = await client.transaction('write')
      await transaction.execute({ sql: 'INSERT INTO notes (text) VALUES (?)', args: [String(index)] })
      await (index % 2 ? transaction.commit() : transaction.rollback())
    }),
  )
  expect((await texts(client)).toSorted()).toEqual(['1', '3', '5', '7', '9'])
})

it('lets several migrate at once: one does it, none fails', async () => {
  const { url } = await start()
  await Promise.all(Array.from({ length: 4 }, () => migrate(createClient({ url }))))
  const { rows } = await createClient({ url }).execute("SELECT name FROM sqlite_master WHERE name = 'messages'")
  expect(rows).toHaveLength(1)
})

it('lets nobody in without its token', async () => {
  const { url } = await start('secret')
  await expect(createClient({ url }).execute('SELECT 1')).rejects.toThrow(/401|unauthorized/)
  expect((await createClient({ url, authToken: 'secret' }).execute('SELECT 1')).rows).toHaveLength(1)
})
