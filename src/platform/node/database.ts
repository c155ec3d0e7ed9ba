import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Client, createClient } from '@libsql/client/sqlite3'
import { drizzle } from 'drizzle-orm/libsql/sqlite3'
import { oneLine } from '../../characters.ts'
import type { Database } from '../../db/database.ts'
import { forgetWords } from '../../db/erasure.ts'
import { isNewer, migrate } from '../../db/migrate.ts'
import * as schema from '../../db/schema.ts'
import { pause } from '../../streaming/pause.ts'
import { FileClient } from './file-client.ts'
import { lockFile } from './lock.ts'
import { keepPrivate } from './private.ts'

/**
 * An open database. `client` speaks SQL to it; `erase` overwrites what was deleted, where that is in our hands, unless
 * aborted; `close` gives the file back.
 */
export type OpenDatabase = { db: Database; client: Client; erase(signal: AbortSignal): Promise<void>; close(): void }

/** Why the database could not be opened, in words for people. */
export class DatabaseError extends Error {
  override name = 'DatabaseError'
}

/** Why it could not be opened, in the words of SQLite or a server; in UTF-16 units. */
const LONGEST_REASON = 300

/**
 * Opens a `file:` database, for this process alone, or one over `libsql:`, `https:` or `http:`, brings it to the newest
 * schema, and does `first` with it. Throws `DatabaseError` when the file is in use or a newer Weir's, or any of this fails.
 */
export async function openDatabase(
  url: string,
  authToken?: string,
  first: (db: Database) => Promise<void> = async () => {},
): Promise<OpenDatabase> {
  return url.startsWith('file:') ? openFile(url, first) : openServer(url, authToken, first)
}

/** A database that was never on the disk, for temporary chats: as new, and gone with the process. */
export async function openMemory(): Promise<Database> {
  const client = createClient({ url: 'file::memory:' })
  await migrate(client)
  return drizzle(client, { schema })
}

async function openFile(url: string, first: (db: Database) => Promise<void>): Promise<OpenDatabase> {
  const path = resolve(decodeURIComponent(url.replace(/^file:(\/\/(localhost)?(?=\/))?/, '')))
  const undo: (() => void)[] = []
  const close = () => {
    for (const step of undo.splice(0).reverse()) step()
  }
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    for (const file of [path, `${path}.lock`]) await keepPrivate(file)
    const unlock = await lockFile(url)
    if (!unlock)
      throw new DatabaseError(`Another Weir is using ${path}. Stop that one, or set DATABASE_URL to another file.`)
    undo.push(unlock)
    const client = new FileClient(url)
    undo.push(() => client.close())
    await client.execute('PRAGMA journal_mode = WAL')
    await migrate(client)
    if (await isNewer(client))
      throw new DatabaseError(`A newer Weir has used ${path}. Start that one, or set DATABASE_URL to another file.`)
    const db = drizzle(client, { schema })
    await first(db)
    return { db, client, erase: (signal) => erase(db, client, signal), close }
  } catch (error) {
    close()
    if (error instanceof DatabaseError) throw error
    const advice = 'Put that right, or set DATABASE_URL to another file.'
    throw new DatabaseError(`Cannot open the database ${path} (${reasonOf(error)}). ${advice}`, { cause: error })
  }
}

/** A server may be a newer Weir's for a while: it is brought up to date before that one takes over. */
async function openServer(
  url: string,
  authToken: string | undefined,
  first: (db: Database) => Promise<void>,
): Promise<OpenDatabase> {
  // Loaded here, as it takes memory that an installation with a file can do without.
  const { createClient } = await import('@libsql/client/http')
  const client = createClient(authToken === undefined ? { url } : { url, authToken })
  const db = drizzle(client, { schema })
  try {
    await migrate(client)
    await first(db)
  } catch (error) {
    client.close()
    const advice = 'Check DATABASE_URL and DATABASE_AUTH_TOKEN, and that it runs.'
    const { host } = new URL(url)
    const reason = reasonOf(error)
    // Some servers repeat the token that they refuse.
    const safe = authToken === undefined ? reason : reason.replaceAll(authToken, '…')
    throw new DatabaseError(`Cannot use the database at ${host} (${safe}). ${advice}`, { cause: error })
  }
  return { db, client, erase: async () => {}, close: () => client.close() }
}

/** The client has deleted rows overwritten at once; their words may be in the search, and all of it in the log. */
async function erase(db: Database, client: Client, signal: AbortSignal): Promise<void> {
  for await (const _piece of forgetWords(db)) {
    if (signal.aborted) return
    await pause()
  }
  await client.execute('PRAGMA wal_checkpoint(TRUNCATE)')
}

/** What is at the bottom of an error, in one line: those above it quote statements, and addresses with their tokens. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.cause instanceof Error) return reasonOf(error.cause)
  const code = 'code' in error ? String(error.code) : error.name
  return oneLine(error.message.split('\n')[0] ?? '', LONGEST_REASON) || code
}
