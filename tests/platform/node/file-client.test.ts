import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Client, createClient } from '@libsql/client'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { isBusy } from '../../../src/db/error.ts'
import { FileClient } from '../../../src/platform/node/file-client.ts'
import { dataFolder } from '../../support/server.ts'

const program = fileURLToPath(new URL('database-process.ts', import.meta.url))
let url: string
let client: FileClient
/** Another program at the same file. It is in this process, but knows nothing of the first. */
let other: Client

beforeEach(async () => {
  const { path, remove } = await dataFolder()
  url = `file:${path}/weir.db`
  client = new FileClient(url)
  other = createClient({ url })
  await client.execute('PRAGMA journal_mode = WAL')
  await client.execute('CREATE TABLE notes (text)')
  return async () => {
    client.close()
    other.close()
    await remove()
  }
})

const note = (text: string) => `INSERT INTO notes VALUES ('${text}')`

/** A write that was asked for has found the file busy, and rests. */
const tried = () => new Promise(setImmediate)

async function notes(): Promise<unknown[]> {
  const { rows } = await other.execute('SELECT text FROM notes ORDER BY rowid')
  return rows.map(({ text }) => text)
}

it('writes what it was asked for while another program wrote, in that order and once each', async () => {
  const lock = await other.transaction('write')
  const writes = [
    client.execute(note('a')),
    client.batch([note('b'), note('c')]),
    client.execute({ sql: 'INSERT INTO notes VALUES (?) RETURNING text', args: ['d'] }),
    client.migrate([note('e')]),
    client.executeMultiple(note('f')),
  ]
  await tried()
  const read = await client.execute('SELECT count(*) AS n FROM notes')
  expect(read.rows[0]?.n).toBe(0)
  await lock.execute(note('first'))
  await lock.commit()
  await Promise.all(writes)
  expect(await notes()).toEqual(['first', 'a', 'b', 'c', 'd', 'e', 'f'])
  await client.execute(note('g'))
  expect((await notes()).at(-1)).toBe('g')
})

it('lets writes fail that wait longer than five seconds, all at that time, and stores nothing of them', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const lock = await other.transaction('write')
  const outcome = (write: Promise<unknown>) => write.then(() => 'stored', isBusy)
  const late = Array.from({ length: 200 }, () => outcome(client.batch([note('late'), note('late')])))
  let ended = 0
  for (const write of late) void write.then(() => ended++)
  await vi.advanceTimersByTimeAsync(4900)
  expect(ended).toBe(0)
  const inTime = outcome(client.execute(note('in time')))
  await vi.advanceTimersByTimeAsync(300)
  expect(ended).toBe(200)
  expect(new Set(await Promise.all(late))).toEqual(new Set([true]))
  await lock.rollback()
  await vi.advanceTimersByTimeAsync(200)
  expect(await inTime).toBe('stored')
  expect(await notes()).toEqual(['in time'])
})

it('opens no files while it waits', async () => {
  const openFiles = async () => (await readdir('/proc/self/fd')).length
  const before = await openFiles()
  const lock = await other.transaction('write')
  const write = client.execute(note('a'))
  // So often has it tried.
  const tries = vi.spyOn(performance, 'now')
  onTestFinished(() => tries.mockRestore())
  await vi.waitUntil(() => tries.mock.calls.length >= 20, { timeout: 15_000 })
  expect((await openFiles()) - before).toBeLessThan(10)
  await lock.rollback()
  await write
})

it('overwrites what is deleted, and what was there before a change, also after it met a busy file', async () => {
  const lock = await other.transaction('write')
  const write = client.execute(note('a'))
  await tried()
  await lock.rollback()
  await write
  const said = (index: number) => `said ${index} ${'and so on '.repeat(index % 40)}`
  for (let index = 0; index < 200; index++) {
    await client.execute(note(said(index)))
    // An answer that grows: it is moved to where there is room for it.
    await client.execute({ sql: 'UPDATE notes SET text = text || ? WHERE rowid > ?', args: ['more ', index - 2] })
  }
  await client.execute("DELETE FROM notes WHERE text LIKE 'said %'")
  await client.execute('PRAGMA wal_checkpoint(TRUNCATE)')
  expect(await readFile(url.replace('file:', ''), 'latin1')).not.toMatch(/said|and so on/)
})

it('gives errors of other kinds at once, and leaves nothing of the batch', async () => {
  await expect(client.batch([note('a'), 'INSERT INTO elsewhere VALUES (1)'])).rejects.toThrow('no such table')
  await client.execute(note('b'))
  expect(await notes()).toEqual(['b'])
})

it('has no transactions that others would have to wait for', async () => {
  await expect(client.transaction()).rejects.toThrow('batch')
})

it('loses no row, and writes none twice, while another program writes to the file', async () => {
  const writer = spawn(process.execPath, ['--import', 'tsx', program, 'write', url, '600'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void writer.kill('SIGKILL'))
  const ended = once(writer, 'exit')
  await once(writer.stdout, 'data')
  for (let i = 0; i < 400; i++) {
    await (i % 2 ? client.execute(note(`ours ${i}`)) : client.batch([note(`ours ${i}`)]))
    // Every call blocks: without a pause the other process's end would never be seen.
    if (i % 50 === 0) await new Promise(setImmediate)
  }
  expect(await ended).toEqual([0, null])
  const { rows } = await other.execute('SELECT text, count(*) AS n FROM notes GROUP BY text')
  expect(rows).toHaveLength(401)
  for (const { text, n } of rows) expect([text, n]).toEqual(text === 'other' ? ['other', 600] : [text, 1])
}, 60_000)
