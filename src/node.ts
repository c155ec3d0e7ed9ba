import { homedir } from 'node:os'
import { createApp, localUser } from './app.tsx'
import { forgetUnused, purge } from './chat/deletion.ts'
import { resumeOrphans } from './chat/orphans.ts'
import { ConfigError, readConfig } from './config.ts'
import { ensureUser } from './db/users.ts'
import { logLine } from './log.ts'
import { createAssets } from './platform/node/assets.ts'
import { compressed } from './platform/node/compress.ts'
import { DatabaseError, openDatabase, openMemory } from './platform/node/database.ts'
import { everyMinute } from './platform/node/every-minute.ts'
import { patientFetch } from './platform/node/fetch.ts'
import { indexManual } from './platform/node/manual.ts'
import { defaultDatabaseUrl } from './platform/node/paths.ts'
import { report } from './platform/node/report.ts'
import { loadSanitizer } from './platform/node/sanitizer.ts'
import { ListenError, serve } from './platform/node/serve.ts'
import { stopOnSignal } from './platform/node/signals.ts'
import { wire } from './platform/node/wiring.ts'

/** The folder with `static` and `README.md`: this file is one below it, in `src` and in `dist`. */
const root = new URL('..', import.meta.url)

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const url = config.database.url ?? defaultDatabaseUrl(process.env, { platform: process.platform, home: homedir() })
  const { db, erase, close } = await openDatabase(url, config.database.authToken, async (db) => {
    await ensureUser(db, localUser)
    await indexManual(db, root)
  })
  const memory = await openMemory()
  await ensureUser(memory, localUser)

  const { asset, assets } = createAssets(root)
  const platform = { db, fetch: patientFetch, asset, sanitizer: loadSanitizer, report }
  const { kept, temporary, leave } = wire(config, platform, memory)
  const resume = () => resumeOrphans(kept).catch((error) => report('resuming failed', error))
  const app = createApp(kept, { ...config, assets }, temporary)
  const server = await serve(compressed(app), config, resume)
  const stopTidying = everyMinute('tidying failed', async (signal) => {
    await forgetUnused(temporary)
    await purge(kept, signal)
    await erase(signal)
  })
  stopOnSignal(async () => {
    const closing = server.close()
    // It tells readers to come back, so that their lines can close.
    await leave()
    await Promise.all([closing, stopTidying()])
    close()
  })
  console.log(`Weir is ready: ${server.address}`)
  // Nobody's first page is to wait for what all of them show.
  void kept.catalog.offer()
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof DatabaseError || error instanceof ListenError
  console.error(known ? error.message : logLine('cannot start', error))
  process.exitCode = 1
})
