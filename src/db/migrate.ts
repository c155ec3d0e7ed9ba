import type { Client } from '@libsql/client'
import { migrations } from './migrations.gen.ts'

/** One step of the schema, as `drizzle/migrations.ts` writes it. `when` in epoch milliseconds orders the steps. */
export type Migration = { id: number; tag: string; when: number; hash: string; statements: string[] }

/**
 * Brings the database to the newest schema; a single read when it is there already. Each step is one atomic batch.
 * Several may run at once: the row that records a step is written first, so a second runner waits for the lock and
 * then fails on that row's key before it has changed anything. The table is the one of drizzle's own migrator.
 */
export async function migrate(client: Client, steps: Migration[] = migrations): Promise<void> {
  await client.execute(
    'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)',
  )
  let newest = await newestStep(client)
  for (const step of steps) {
    if (step.when <= newest) continue
    try {
      const record = 'INSERT INTO __drizzle_migrations (id, hash, created_at) VALUES (?, ?, ?)'
      await client.migrate([{ sql: record, args: [step.id, step.hash, step.when] }, ...step.statements])
    } catch (error) {
      newest = await newestStep(client)
      if (newest < step.when) throw error
    }
  }
}

/** Whether a newer Weir has been at the database: it is past all steps that this one knows. */
export async function isNewer(client: Client, steps: Migration[] = migrations): Promise<boolean> {
  return (await newestStep(client)) > Math.max(...steps.map(({ when }) => when))
}

async function newestStep(client: Client): Promise<number> {
  const { rows } = await client.execute('SELECT max(created_at) AS newest FROM __drizzle_migrations')
  return Number(rows[0]?.newest ?? 0)
}
