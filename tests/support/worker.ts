import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { Agent } from 'undici'
import { pack } from '../../src/platform/node/pack.ts'
import type { ChatStub } from '../../src/platform/workers/bindings.ts'
import { createRemoteHub } from '../../src/platform/workers/remote-hub.ts'
import type { Hub } from '../../src/streaming/hub.ts'
import { type HranaServer, startHrana } from './hrana.ts'
import { startOllama } from './ollama.ts'
import { dataFolder } from './server.ts'
import type { Site, SiteOptions } from './site.ts'

const root = new URL('../../', import.meta.url)

/** The password of a site whose test does not ask for one: without any, a Worker answers nothing. */
const PASSWORD = 'for these tests'

export type WorkerSite = Site & {
  /** The hub as the Worker sees it, over the same objects. */
  hub: Hub
  database: HranaServer
  /** Throws one chat's object out of memory, as Cloudflare does without notice. */
  evict: (chatPath: string) => Promise<void>
  /** What its storage holds of running answers. */
  kept: (chatPath: string) => Promise<string>
  /** Lets the clock of wrangler.toml strike. */
  strike: () => Promise<void>
  /** Kills the runtime, and starts it anew on what it has stored. */
  restart: () => Promise<void>
}

type TestObject = ChatStub & { evict(): Promise<void>; kept(): Promise<string> }
type TestWorker = { scheduled(): Promise<unknown> }
type TestObjects = { idFromName(name: string): object; get(id: object): TestObject }

/** A line for each request: one that is used again may just have been closed by the runtime. */
const dispatcher = new Agent({ pipelining: 0 })

let bundle: Promise<string> | undefined

/** The worker in one file, made once for all tests of a file. Node's modules are left out: it may not import any. */
async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('worker-entry.ts', import.meta.url))],
    ...{ bundle: true, write: false, format: 'esm', target: 'es2022', jsx: 'automatic', jsxImportSource: 'hono/jsx' },
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*'],
  })
  return outputFiles[0]?.text ?? ''
}

/** The app on the real runtime of Workers, over a database server in this process. */
export async function workerSite({ password, env = {} }: SiteOptions = {}): Promise<WorkerSite> {
  const [ollama, folder] = await Promise.all([startOllama(), dataFolder()])
  const database = await startHrana(join(folder.path, 'weir.db'))
  const files = join(folder.path, 'files')
  await pack(root, files)
  const bindings = {
    ...{ DATABASE_URL: database.url, OLLAMA_HOST: ollama.url, WEIR_PASSWORD: password ?? PASSWORD },
    ...env,
  }
  bundle ??= bundled()
  const script = await bundle
  const start = () => startRuntime(script, bindings, files, join(folder.path, 'objects'))
  let runtime = await start()

  return {
    get origin() {
      return runtime.origin
    },
    get hub() {
      return hubOf(runtime.mf)
    },
    ...{ ollama, database },
    fetch: (path, init) => fetch(new URL(path, runtime.origin), signedIn(init, password)),
    async evict(chatPath) {
      // The call ends with the object.
      await (await objectOf(runtime.mf, chatPath)).evict().catch(() => undefined)
    },
    kept: async (chatPath) => (await objectOf(runtime.mf, chatPath)).kept(),
    async strike() {
      await ((await runtime.mf.getWorker()) as unknown as TestWorker).scheduled()
    },
    async restart() {
      await runtime.mf.dispose()
      runtime = await start()
    },
    async close() {
      await runtime.mf.dispose()
      await Promise.all([ollama.close(), database.close()])
      await folder.remove()
    },
  }
}

async function startRuntime(script: string, bindings: Record<string, string>, files: string, objects: string) {
  const mf = new Miniflare({
    ...{ modules: true, script, bindings, cf: false, host: '127.0.0.1', port: 0 },
    compatibilityDate: '2026-04-20',
    handleRuntimeStdio: (stdout: Readable, stderr: Readable) => {
      for (const stream of [stdout, stderr]) createInterface(stream).on('line', printed)
    },
    durableObjects: { CHATS: { className: 'EvictableChatObject', useSQLite: true } },
    durableObjectsPersist: objects,
    assets: {
      ...{ directory: files, binding: 'ASSETS' },
      routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
      assetConfig: { html_handling: 'none' },
    },
  })
  return { mf, origin: (await mf.ready).origin }
}

/** What the app logs. The runtime's own lines tell of every eviction, with a stack of its machine code. */
function printed(line: string): void {
  if (!/^(workerd\/|stack: )/.test(line)) console.error(line)
}

async function objectOf(mf: Miniflare, chatPath: string): Promise<TestObject> {
  // Miniflare's own types need Cloudflare's, which are not installed.
  const objects = (await mf.getDurableObjectNamespace('CHATS')) as unknown as TestObjects
  return objects.get(objects.idFromName(chatPath.split('/')[2] ?? ''))
}

/** Miniflare lends its objects to this process, by all but the short way to one of a name. */
function hubOf(mf: Miniflare): Hub {
  const object = async (name: string) => {
    const objects = (await mf.getDurableObjectNamespace('CHATS')) as unknown as TestObjects
    return objects.get(objects.idFromName(name))
  }
  return createRemoteHub({
    getByName: (name) => ({
      start: async (job) => (await object(name)).start(job),
      cancel: async (ref) => (await object(name)).cancel(ref),
      fetch: async (input, init) => (await object(name)).fetch(input, init),
    }),
  })
}

/** As a browser that has signed in, unless the test is about the password. */
function signedIn(init: RequestInit = {}, password: string | undefined): RequestInit & { dispatcher: Agent } {
  const headers = new Headers(init.headers)
  // Miniflare's front would compress pages and hold them back to their end. Cloudflare heeds `no-transform`.
  headers.set('Accept-Encoding', 'identity')
  if (password === undefined) headers.set('Authorization', `Basic ${btoa(`test:${PASSWORD}`)}`)
  return { ...init, headers, dispatcher }
}
