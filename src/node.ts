import { homedir } from 'node:os'
import { localUser } from './app.tsx'
import { resumeOrphans } from './chat/orphans.ts'
import { ConfigError, readConfig } from './config.ts'
import { ensureUser } from './db/users.ts'
import { createAssets } from './platform/node/assets.ts'
import { compressed } from './platform/node/compress.ts'
import { DatabaseError, openDatabase, openMemory } from './platform/node/database.ts'
import { patientFetch } from './platform/node/fetch.ts'
import { indexManual } from './platform/node/manual.ts'
import { defaultDatabaseUrl } from './platform/node/paths.ts'
import { report } from './platform/node/report.ts'
import { loadSanitizer } from './platform/node/sanitizer.ts'
import { ListenError, serve } from './platform/node/serve.ts'
import { stopOnSignal } from './platform/node/signals.ts'
import { wire } from './wiring.ts'
import { createZonedApp } from './zones.ts'

/** The folder with `static` and `README.md`: this file is one below it, in `src` and in `dist`. */
const root = new URL('..', import.meta.url)

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const url = config.database.url ?? defaultDatabaseUrl(process.env, { platform: process.platform, home: homedir() })
  const { db, close } = await openDatabase(url, config.database.authToken, async (db) => {
    await ensureUser(db, localUser)
    await indexManual(db, root)
  })
  const temporary = await openMemory()
  await ensureUser(temporary, localUser)

  const platform = { db, temporary, fetch: patientFetch, ...createAssets(root), sanitizer: loadSanitizer, report }
  const { deps, hub } = wire(config, platform)
  const resume = () => resumeOrphans(deps).catch((error) => report('resuming failed', error))
  const server = await serve(compressed(createZonedApp(deps)), config, resume)
  stopOnSignal(async () => {
    const closing = server.close()
    // It tells readers to come back, so that their lines can close.
    await hub.close()
    await closing
    close()
  })
  console.log(`Weir is ready: ${server.address}`)
  // Nobody's first page is to wait for what all of them show.
  void deps.catalog.offer()
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof DatabaseError || error instanceof ListenError
  console.error(known ? error.message : error)
  process.exitCode = 1
})
