import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Client, createClient, LibsqlError } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import type { Database } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'
import * as schema from '../../db/schema.ts'
import { lockFile } from './lock.ts'

/** An open database. `client` is for the migrator; `close` gives the file back. */
export type OpenDatabase = { db: Database; client: Client; close(): void }

/** Why the database could not be opened, in words for people. */
export class DatabaseError extends Error {
  override name = 'DatabaseError'
}

/** How long a statement waits for another program that writes to the file, in milliseconds; libSQL's default is not at all. */
const timeout = 5000

/**
 * Opens a `file:` database, for this process alone, or one over `libsql:`, `https:` or `http:`. Throws `DatabaseError`
 * when the file is in use or cannot be opened.
 */
export async function openDatabase(url: string, authToken?: string): Promise<OpenDatabase> {
  if (url.startsWith('file:')) return openFile(url)
  const client = createClient(authToken === undefined ? { url } : { url, authToken })
  return { db: drizzle(client, { schema }), client, close: () => client.close() }
}

/** A database that was never on the disk, for temporary chats: as new, and gone with the process. */
export async function openMemory(): Promise<Database> {
  const client = createClient({ url: 'file::memory:' })
  await migrate(client)
  return drizzle(client, { schema })
}

async function openFile(url: string): Promise<OpenDatabase> {
  const path = resolve(decodeURIComponent(url.replace(/^file:(\/\/(localhost)?(?=\/))?/, '')))
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const unlock = await lockFile(url)
    if (!unlock)
      throw new DatabaseError(`Another Weir is using ${path}. Stop that one, or set DATABASE_URL to another file.`)
    const client = reconnectWhenBusy(createClient({ url, timeout }))
    await client.execute('PRAGMA journal_mode = WAL')
    const close = () => {
      client.close()
      unlock()
    }
    return { db: drizzle(client, { schema }), client, close }
  } catch (error) {
    throw error instanceof DatabaseError ? error : cannotOpen(path, error)
  }
}

function cannotOpen(path: string, cause: unknown): DatabaseError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new DatabaseError(
    `Cannot open the database ${path} (${reason}). Set DATABASE_URL to a file that you may write.`,
    {
      cause,
    },
  )
}

/**
 * libSQL leaves a statement that met SQLITE_BUSY in progress: what the same connection writes afterwards is reported as
 * stored and lost. So the connections are renewed before anything else can use them. The error itself goes on.
 */
export function reconnectWhenBusy(client: Client): Client {
  const guarded = new Set<PropertyKey>(['execute', 'batch', 'migrate', 'executeMultiple'])
  return new Proxy(client, {
    get(target, name) {
      const member = Reflect.get(target, name, target)
      if (typeof member !== 'function') return member
      if (!guarded.has(name)) return member.bind(target)
      return async (...args: unknown[]) => {
        try {
          return await member.apply(target, args)
        } catch (error) {
          if (error instanceof LibsqlError && error.code === 'SQLITE_BUSY') await target.reconnect()
          throw error
        }
      }
    },
  })
}
