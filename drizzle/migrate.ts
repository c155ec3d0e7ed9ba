import { openDatabase } from '../src/platform/node/database.ts'

// Brings the database at DATABASE_URL to the newest schema, before a Worker of a new version meets it.
const { DATABASE_URL, DATABASE_AUTH_TOKEN } = process.env
if (!DATABASE_URL) throw new Error('Set DATABASE_URL, and DATABASE_AUTH_TOKEN if the server asks for it.')
const { close } = await openDatabase(DATABASE_URL, DATABASE_AUTH_TOKEN)
close()
console.log('The database is up to date.')
