import { createClient } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import type { Database } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import * as schema from '../../src/db/schema.ts'
import { ensureUser } from '../../src/db/users.ts'

/** A migrated database in memory with two users, `local` and `stranger`; gone with the test. */
export async function testDatabase(): Promise<Database> {
  const client = createClient({ url: 'file::memory:' })
  await migrate(client)
  const db = drizzle(client, { schema })
  await ensureUser(db, { id: 'local', name: 'You' })
  await ensureUser(db, { id: 'stranger', name: 'Somebody else' })
  return db
}
