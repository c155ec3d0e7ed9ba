import { ConfigError, readConfig } from '../src/config.ts'
import { logLine } from '../src/log.ts'
import { DatabaseError, openDatabase } from '../src/platform/node/database.ts'

/** Brings the database at DATABASE_URL to the newest schema, before a Worker of a new version meets it. */
async function main({ DATABASE_URL, DATABASE_AUTH_TOKEN }: NodeJS.ProcessEnv): Promise<void> {
  const { url, authToken } = readConfig({ DATABASE_URL, DATABASE_AUTH_TOKEN }).database
  if (url === undefined) throw new ConfigError('Set DATABASE_URL, and DATABASE_AUTH_TOKEN if the server asks for it.')
  // Opening it does that.
  const database = await openDatabase(url, authToken)
  database.close()
  console.log('The database is up to date.')
}

main(process.env).catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof DatabaseError
  console.error(known ? error.message : logLine('cannot migrate', error))
  process.exitCode = 1
})
