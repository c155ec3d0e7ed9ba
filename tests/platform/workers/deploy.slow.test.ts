import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataFolder } from '../../support/server.ts'

const run = promisify(execFile)
const cwd = fileURLToPath(new URL('../../../', import.meta.url))
const wrangler = fileURLToPath(new URL('../../../node_modules/wrangler/bin/wrangler.js', import.meta.url))

/** Silent, and without a word to Cloudflare. */
const quiet = { WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_HIDE_BANNER: 'true' }

describe('what is deployed', () => {
  let folder: Awaited<ReturnType<typeof dataFolder>>
  let printed: string
  let bundle: string

  beforeAll(async () => {
    folder = await dataFolder()
    const args = [wrangler, 'deploy', '--dry-run', '--outdir', folder.path]
    const env = { ...process.env, ...quiet, CI: 'true', WRANGLER_LOG_PATH: folder.path }
    printed = (await run(process.execPath, args, { cwd, env })).stdout
    bundle = await readFile(join(folder.path, 'worker.js'), 'utf8')
  }, 120_000)

  afterAll(() => folder.remove())

  it('is what wrangler.toml says: the object, the files', () => {
    expect(printed).toMatch(/env\.CHATS \(ChatObject\)\s+Durable Object/)
    expect(printed).toMatch(/env\.ASSETS\s+Assets/)
  })

  it('has a clock, by which deleted chats go', async () => {
    expect(await readFile(join(cwd, 'wrangler.toml'), 'utf8')).toMatch(/^crons = \["\*\/10 \* \* \* \*"\]$/m)
    expect(bundle).toMatch(/async scheduled\(/)
  })

  it("imports nothing but the runtime's own module", () => {
    const imported = [...bundle.matchAll(/^\s*import\s[^;]*?["']([^"']+)["'];?$/gm)].map(([, from]) => from)
    expect(new Set(imported)).toEqual(new Set(['cloudflare:workers']))
    expect(bundle).not.toMatch(/["']node:[a-z/]+["']|\bjsdom\b|\brequire\("(fs|path|crypto|http|net)"\)/)
  })

  it('is small, and starts fast', async () => {
    const size = gzipSync(bundle).length
    const module = join(folder.path, 'start.mjs')
    const stub = (_: string, names: string) => `const [${names}] = [class {}, class {}, class {}];`
    await writeFile(module, bundle.replace(/^import \{([^}]*)\} from "cloudflare:workers";$/gm, stub))
    // The engine is the same; processor time, as the machine may be busy.
    const measure = `const before = process.cpuUsage(); await import(${JSON.stringify(pathToFileURL(module).href)});
      const { user, system } = process.cpuUsage(before); console.log((user + system) / 1000)`
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', measure])
    const ms = Number(stdout)
    console.log(`Worker: ${Math.round(size / 1024)} KiB gzipped, ${Math.round(ms)} ms of CPU to start`)
    expect(size).toBeLessThan(1024 * 1024)
    // Cloudflare's limit for the start is 1 s.
    expect(ms).toBeLessThan(400)
  })
})
