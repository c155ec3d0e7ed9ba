import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const target = new URL('../src/db/migrations.gen.ts', import.meta.url)

/**
 * The text of `src/db/migrations.gen.ts`: every migration of this folder in a module that a Worker can import, since it
 * has no files to read. Hash and time are those that drizzle's own migrator would write, so the two can take turns.
 */
export async function migrationsModule(): Promise<string> {
  const journal = JSON.parse(await read('meta/_journal.json'))
  const migrations = []
  for (const { idx, tag, when } of journal.entries) {
    const text = await read(`${tag}.sql`)
    const statements = text.split('--> statement-breakpoint').map((statement) => statement.trim())
    migrations.push({ id: idx + 1, tag, when, hash: createHash('sha256').update(text).digest('hex'), statements })
  }
  const head = `// Written by \`npm run db:generate\` from the SQL in drizzle/. Do not edit.\nimport type { Migration } from './migrate.ts'\n`
  return `${head}\nexport const migrations: Migration[] = ${JSON.stringify(migrations, null, 2)}\n`
}

function read(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(target, await migrationsModule())
