import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterAll, expect, it } from 'vitest'
import { remoteSite } from '../support/remote.ts'
import { get } from '../support/wire.ts'

const site = await remoteSite()
const { server } = site
afterAll(() => site.close())

it('keeps all scripts under 20 KB, ours under 3 KB, and the first page with all of its files under 60 KB', async () => {
  const page = await get(server.url, '/')
  expect(page.headers['content-encoding']).toBe('gzip')
  const html = gunzipSync(page.body).toString()
  const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, address = '']) => address)
  const sizes = new Map<string, number>([['page', page.body.length]])
  for (const address of new Set(files)) {
    const { headers, body } = await get(server.url, address)
    expect(headers['content-encoding'], address).toBe('br')
    expect(brotliDecompressSync(body).length).toBeGreaterThan(0)
    sizes.set(address.replace(/\.[0-9a-f]{12}/, ''), body.length)
  }
  const scripts = [...sizes].filter(([name]) => name.endsWith('.js')).reduce((sum, [, size]) => sum + size, 0)
  const all = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  console.log(
    `bytes: ${[...sizes].map(([name, size]) => `${name} ${size}`).join(', ')}; scripts ${scripts}, all ${all}`,
  )
  expect(files.filter((name) => name.endsWith('.js'))).toHaveLength(3)
  expect(sizes.get('/assets/app.js')).toBeLessThan(3000)
  const { outputFiles } = await build({
    entryPoints: ['static/app.js'],
    ...{ bundle: true, minify: true, format: 'esm', write: false },
  })
  const own = outputFiles[0]?.contents.length ?? 0
  console.log(`bytes of app.js without its comments and white space, not compressed: ${own}`)
  expect(own).toBeLessThan(4000)
  expect(scripts).toBeLessThan(20_000)
  expect(all).toBeLessThan(60_000)
})

it('sends event streams and growing pages as they are', async () => {
  const posted = await fetch(`${server.url}/chats`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ content: 'Hello', model: 'ollama/llama3.2' }),
  })
  const growing = await get(server.url, posted.headers.get('Location') ?? '')
  expect(growing.headers['content-encoding']).toBeUndefined()
  expect(growing.headers['cache-control']).toContain('no-transform')
  const message = /id="m(\d+)" class="message assistant/.exec(growing.body.toString())?.[1]
  const path = posted.headers.get('Location')?.split('?')[0]
  const events = await get(server.url, `${path}/messages/${message}/stream`)
  expect(events.headers['content-encoding']).toBeUndefined()
  expect(events.body.toString()).toContain('event: end')
})
