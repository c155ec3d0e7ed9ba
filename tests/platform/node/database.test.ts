import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from '@libsql/client'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { ensureUser } from '../../../src/db/users.ts'
import { DatabaseError, openDatabase } from '../../../src/platform/node/database.ts'
import { local } from '../../support/ids.ts'
import { dataFolder } from '../../support/server.ts'

const program = fileURLToPath(new URL('database-process.ts', import.meta.url))
let folder: string

beforeEach(async () => {
  const { path, remove } = await dataFolder()
  folder = path
  return remove
})

/** Resolves once the other process has the file open. */
async function otherProcess(...args: string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}

async function opened(url: string) {
  const database = await openDatabase(url)
  onTestFinished(database.close)
  return database
}

it('makes the folder, for its user alone, and a file in WAL mode with foreign keys', async () => {
  const { db, client } = await opened(`file:${folder}/new/data%20base/weir.db`)
  await ensureUser(db, { id: local, name: 'You' })
  expect((await client.execute('PRAGMA journal_mode')).rows[0]?.journal_mode).toBe('wal')
  expect((await client.execute('PRAGMA foreign_keys')).rows[0]?.foreign_keys).toBe(1)
  expect((await stat(join(folder, 'new', 'data base'))).mode & 0o777).toBe(0o700)
})

it('refuses a file that another process has, and takes it over when that one was killed', async () => {
  const url = `file:${folder}/weir.db`
  const holder = await otherProcess('hold', url)
  const refused = await openDatabase(url).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(DatabaseError)
  expect(String(refused)).toMatch(
    new RegExp(`Another Weir is using ${folder}/weir.db. Stop that one, or set DATABASE_URL`),
  )
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  const { client } = await opened(url)
  await client.execute('SELECT 1')
})

it('gives the file back when it is closed', async () => {
  const url = `file:${folder}/weir.db`
  const first = await openDatabase(url)
  await expect(openDatabase(url)).rejects.toThrow('Another Weir')
  first.close()
  await opened(url)
})

describe('says in one line why a database cannot be used:', () => {
  const refusal = async (url: string, first?: () => Promise<void>) => {
    const error = await openDatabase(url, 'secret', first).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(DatabaseError)
    return error instanceof DatabaseError ? error.message : ''
  }

  it.each<[string, (path: string) => Promise<unknown>, RegExp]>([
    ['its folder is a file', (path) => writeFile(dirname(path), ''), /^Cannot open .*weir\.db \(EEXIST/],
    ['it is a folder', (path) => mkdir(path, { recursive: true }), /^Cannot open .*weir\.db \(/],
    ['it is no database', (path) => written(path, 'x'.repeat(5000)), /^Cannot open .*\(file is not a database\)/],
    ['another program has tables there', (path) => sql(path, 'CREATE TABLE chats (id)'), /\(table `chats` already/],
    [
      'a newer Weir has used it',
      async (path) => {
        ;(await openDatabase(`file:${path}`)).close()
        await sql(path, "INSERT INTO __drizzle_migrations VALUES (99, 'x', 9e15)")
      },
      /^A newer Weir has used .*weir\.db\. Start that one/,
    ],
  ])('%s', async (_, spoil, line) => {
    const path = join(folder, 'data', 'weir.db')
    await spoil(path)
    expect(await refusal(`file:${path}`)).toMatch(line)
    expect(await refusal(`file:${path}`)).toMatch(/^[^\n]*, or set DATABASE_URL to another file\.$/)
  })

  it('what is to be written first does not fit', async () => {
    const full = async () => {
      throw new Error('Failed query: insert … params: private', { cause: new Error('database or disk is full') })
    }
    expect(await refusal(`file:${folder}/weir.db`, full)).toMatch(
      /weir\.db \(database or disk is full\)\. Put that right/,
    )
    await opened(`file:${folder}/weir.db`)
  })

  it('the server does not answer', async () => {
    expect(await refusal('http://127.0.0.1:1')).toMatch(
      /^Cannot use the database at 127\.0\.0\.1:1 \([^\n]*bad port[^\n]*\)\. Check DATABASE_URL and DATABASE_AUTH_TOKEN/,
    )
  })

  it('the server refuses the token, and repeats it', async () => {
    const server = createServer(({ headers }, response) => {
      response.writeHead(401, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ message: `I do not know\n\u001b[31m${headers.authorization}` }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    expect(await refusal(`http://127.0.0.1:${port}`)).toMatch(
      /^Cannot use [^\p{Cc}]* \([^\p{Cc}]*\)\. Check DATABASE_URL/u,
    )
    expect(await refusal(`http://127.0.0.1:${port}`)).not.toContain('secret')
  })
})

async function written(path: string, text: string): Promise<void> {
  await mkdir(dirname(path))
  await writeFile(path, text)
}

async function sql(path: string, statement: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const client = createClient({ url: `file:${path}` })
  await client.execute(statement)
  client.close()
}
