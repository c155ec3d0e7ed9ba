import type { Config } from '../../config.ts'
import type { Access } from '../../context.ts'
import type { Database } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'
import { replaceSections } from '../../db/sections.ts'
import { splitSections } from '../../providers/guide-sections.ts'
import { createOllama } from '../../providers/ollama.ts'
import type { Provider } from '../../providers/provider.ts'
import { createWorkersAi } from '../../providers/workers-ai.ts'
import { words } from '../../strings/en/words.ts'
import type { Platform } from '../../wiring.ts'
import { openAssets, packed } from './assets.ts'
import { type Bindings, type Files, readSettings } from './bindings.ts'
import { openDatabase } from './database.ts'
import { report } from './report.ts'

type Opened = { config: Config; platform: Platform; assets: Access['assets'] }

let opened: Opened | undefined

/**
 * What the app and the chat objects of this isolate share, with the database migrated and the guide's pages in it. Throws
 * `ConfigError` when a setting is wrong. The first requests may each do it, as none may wait for another one's I/O: that
 * ends when its reader leaves.
 */
export async function openPlatform(env: Bindings): Promise<Opened> {
  opened ??= await open(env)
  return opened
}

async function open(env: Bindings): Promise<Opened> {
  const config = readSettings(env)
  const { db, client } = openDatabase(config.database.url ?? '', config.database.authToken)
  const [{ asset, assets }] = await Promise.all([openAssets(env.ASSETS), migrate(client)])
  await indexManual(db, env.ASSETS)
  const fetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init)
  return { config, platform: { db, fetch, providers: providers(env, config, fetch), asset, report }, assets }
}

async function indexManual(db: Database, files: Files): Promise<void> {
  const text = async (path: string) => (await packed(files, path)).text()
  const [manual, readme] = await Promise.all([text('/manual.md'), text('/README.md')])
  await replaceSections(db, [...splitSections(manual, 'Manual'), ...splitSections(readme, 'README')])
}

function providers(env: Bindings, config: Config, fetch: Platform['fetch']): [Provider, ...Provider[]] {
  const ollama = env.OLLAMA_HOST?.trim() ? createOllama({ ...config.ollama, words: words.ollama, fetch }) : noOllama
  return env.AI ? [ollama, createWorkersAi(env.AI, words.workersAi)] : [ollama]
}

/** Says that there is no Ollama, and what to do. */
const noOllama: Provider = {
  name: 'ollama',
  models: async () => [],
  status: async () => ({ ok: false, ...words.providers.notConnected }),
  async *stream() {},
}
