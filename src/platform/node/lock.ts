import { createClient, LibsqlError, type Transaction } from '@libsql/client/sqlite3'

/** Held locks. One that nobody refers to would be closed by the garbage collector. */
const held = new Set<Transaction>()

/**
 * Takes the database file for this process, or returns nothing when another one has it. The lock is SQLite's own, on a
 * side file, held by a write transaction that never ends: the operating system drops it with the process, however that
 * dies, so there are no stale locks. Returns the function that gives it back.
 */
export async function lockFile(fileUrl: string): Promise<(() => void) | undefined> {
  const client = createClient({ url: `${fileUrl}.lock`, timeout: 0 })
  try {
    await client.execute('PRAGMA journal_mode = MEMORY') // no second side file
    const lock = await client.transaction('write')
    held.add(lock)
    return () => {
      held.delete(lock)
      // First the transaction: a connection that is closed inside one lives on until it is collected.
      lock.close()
      client.close()
    }
  } catch (error) {
    client.close()
    if (error instanceof LibsqlError && error.code === 'SQLITE_BUSY') return undefined
    throw error
  }
}
