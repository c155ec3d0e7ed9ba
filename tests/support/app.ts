import { onTestFinished } from 'vitest'
import { createApp, localUser } from '../../src/app.tsx'
import { resumeOrphans } from '../../src/chat/orphans.ts'
import { readConfig } from '../../src/config.ts'
import type { Database } from '../../src/db/database.ts'
import { ensureUser } from '../../src/db/users.ts'
import { createAssets } from '../../src/platform/node/assets.ts'
import { patientFetch } from '../../src/platform/node/fetch.ts'
import { indexManual } from '../../src/platform/node/manual.ts'
import { loadSanitizer } from '../../src/platform/node/sanitizer.ts'
import { wire } from '../../src/platform/node/wiring.ts'
import type { Hub } from '../../src/streaming/hub.ts'
import type { Languages } from '../../src/strings/languages.ts'
import { testDatabase } from './database.ts'
import { startOllama } from './ollama.ts'
import type { Site, SiteOptions } from './site.ts'

const root = new URL('../../', import.meta.url)

/** The same for one test, closed when that has finished. */
export async function testSite(...options: Parameters<typeof appSite>): ReturnType<typeof appSite> {
  const site = await appSite(...options)
  onTestFinished(site.close)
  return site
}

/** The app in this process, as Node wires it, over a database in memory: no socket between test and app. */
export async function appSite(
  { password, env = {} }: SiteOptions = {},
  parts: { db?: Database; languages?: Languages; report?: (what: string, error: unknown) => void } = {},
): Promise<Site & { db: Database; hub: Hub; routes: { method: string; path: string }[]; leave: () => Promise<void> }> {
  const ollama = await startOllama()
  const db = parts.db ?? (await testDatabase())
  await ensureUser(db, localUser)
  await indexManual(db, root)
  const config = readConfig({
    OLLAMA_HOST: ollama.url,
    ...(password === undefined ? {} : { WEIR_PASSWORD: password }),
    ...env,
  })
  const { asset, assets } = createAssets(root)
  const platform = {
    ...{ db, fetch: patientFetch, asset, sanitizer: loadSanitizer },
    report: parts.report ?? ((what: string, error: unknown) => console.error(what, error)),
    ...(parts.languages && { languages: parts.languages }),
  }
  const { kept, temporary, leave } = wire(config, platform, await testDatabase())
  const app = createApp(kept, { ...config, assets }, temporary)
  await resumeOrphans(kept)
  const origin = 'http://localhost'
  return {
    fetch: async (path, init) => app.fetch(new Request(new URL(path, origin), init)),
    ...{ origin, ollama, db, hub: kept.hub },
    /** Every address that the app answers, without its middleware. */
    routes: app.routes.filter(({ method }) => method !== 'ALL'),
    /** As when the server goes away in an orderly manner; the model goes on existing. */
    leave,
    close: async () => {
      await leave()
      await ollama.close()
    },
  }
}
