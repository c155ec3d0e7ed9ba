import type { UserId } from '../ids.ts'
import type { Database } from './database.ts'
import { users } from './schema.ts'

/** Creates the user unless it is there. */
export async function ensureUser(db: Database, user: { id: UserId; name: string }): Promise<void> {
  await db
    .insert(users)
    .values({ ...user, createdAt: Date.now() })
    .onConflictDoNothing()
}
