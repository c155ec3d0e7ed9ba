import { type Client, createClient } from '@libsql/client/web'
import { drizzle } from 'drizzle-orm/libsql/web'
import type { Database } from '../../db/database.ts'
import * as schema from '../../db/schema.ts'

/** A database over HTTP. Opening it asks nothing; `client` is for the migrator. */
export function openDatabase(url: string, authToken: string | undefined): { db: Database; client: Client } {
  // The client's own queue would let a request wait for one that is gone with its reader.
  const concurrency = Number.POSITIVE_INFINITY
  const client = createClient({ url, concurrency, ...(authToken === undefined ? {} : { authToken }) })
  return { db: drizzle(client, { schema }), client }
}
