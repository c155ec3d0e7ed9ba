import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import type * as schema from './schema.ts'

/**
 * What every query takes first. The platform makes it from a libSQL client, over a file or over HTTP. Writes that belong
 * together go through `db.batch`, never `db.transaction`: over a file that one blocks the event loop against itself.
 */
export type Database = LibSQLDatabase<typeof schema>
