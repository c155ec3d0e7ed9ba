// Another program at the same file, for database.test.ts: `hold` opens it as Weir does, `write` adds rows without asking.
import { createClient } from '@libsql/client'
import { openDatabase } from '../../../src/platform/node/database.ts'

const [job, url = '', count] = process.argv.slice(2)

if (job === 'hold') {
  await openDatabase(url)
  console.log('open')
  process.stdin.resume()
} else {
  const client = createClient({ url, timeout: 5000 })
  console.log('open')
  for (let i = 0; i < Number(count); i++) await client.execute("INSERT INTO notes VALUES ('other')")
}
