import { DatabaseError, openDatabase } from '../src/platform/node/database.ts'

/** Brings the database at DATABASE_URL to the newest schema, before a Worker of a new version meets it. */
async function main({ DATABASE_URL, DATABASE_AUTH_TOKEN }: NodeJS.ProcessEnv): Promise<void> {
  if (!DATABASE_URL) throw new DatabaseError('Set DATABASE_URL, and DATABASE_AUTH_TOKEN if the server asks for it.')
  // Opening it does that.
  const database = await openDatabase(DATABASE_URL, DATABASE_AUTH_TOKEN)
  database.close()
  console.log('The database is up to date.')
}

main(process.env).catch((error: unknown) => {
  console.error(error instanceof DatabaseError ? error.message : error)
  process.exitCode = 1
})
