import type { IncomingMessage } from 'node:http'
import { constants, createGunzip } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findNginx, startNginx } from '../support/nginx.ts'
import { type StandIn, startOllama } from '../support/ollama.ts'
import { dataFolder, type Server, startServer } from '../support/server.ts'
import { ask } from '../support/wire.ts'

const nginx = findNginx()
const proxied = it.runIf(nginx !== undefined)

let ollama: StandIn
let data: Awaited<ReturnType<typeof dataFolder>>
let server: Server
let proxy: Awaited<ReturnType<typeof startNginx>> | undefined

beforeAll(async () => {
  ollama = await startOllama()
  data = await dataFolder()
  server = await startServer({ data: data.path, env: { OLLAMA_HOST: ollama.url, BASE_PATH: '/weir' } })
  // One location that passes the whole path on, and one that cuts the base off.
  const locations = `location /weir/ { proxy_pass ${server.url}; } location /cut/weir/ { proxy_pass ${server.url}/; }`
  if (nginx) proxy = await startNginx(nginx, locations)
})

afterAll(async () => {
  await proxy?.stop()
  await server.stop()
  await ollama.close()
  await data.remove()
})

/** Asks nginx as a browser does, which takes gzip. */
async function through(path: string): Promise<IncomingMessage> {
  return ask('http://localhost', path, { socketPath: proxy?.socketPath ?? '', headers: { 'Accept-Encoding': 'gzip' } })
}

/** What an answer says, as it comes. */
function textOf(response: IncomingMessage): AsyncIterator<string> {
  const gzipped = response.headers['content-encoding'] === 'gzip'
  const text = gzipped ? response.pipe(createGunzip({ flush: constants.Z_SYNC_FLUSH })) : response
  return text.setEncoding('utf8')[Symbol.asyncIterator]()
}

/** Reads until the text is there; fails when the answer ends without it. */
async function readUntil(text: AsyncIterator<string>, wanted: string): Promise<string> {
  let read = ''
  while (!read.includes(wanted)) {
    const { value, done } = await text.next()
    if (done) throw new Error(`ended without ${wanted}: ${read}`)
    read += value
  }
  return read
}

async function startChat(): Promise<string> {
  const body = new URLSearchParams({ content: 'Hello', model: 'ollama/llama3.2' })
  const posted = await fetch(`${server.url}/weir/chats`, { method: 'POST', body, redirect: 'manual' })
  return posted.headers.get('Location') ?? ''
}

proxied('event streams and growing pages arrive live through an nginx that buffers', async () => {
  const held = ollama.hold()
  const growing = await startChat()
  expect(growing).toMatch(/^\/weir\/chats\//)
  const page = textOf(await through(growing))
  await held.request
  held.write('The first paragraph.\n\n')
  await readUntil(page, 'The first paragraph.')
  const chat = await (
    await fetch(server.url + growing.replace('?growing', ''), { headers: { Accept: 'text/html' } })
  ).text()
  const events = textOf(await through(/sse-connect="([^"]+)"/.exec(chat)?.[1] ?? ''))
  await readUntil(events, 'The first paragraph.')
  // More than one packet, and the answer still runs: nothing waits for its end.
  held.write('The second paragraph.\n\n')
  await Promise.all([readUntil(page, 'The second paragraph.'), readUntil(events, 'The second paragraph.')])
  expect(ollama.open).toBe(1)
  held.end()
  await readUntil(page, '</html>')
  await readUntil(events, 'event: end')
})

proxied('pages and assets are met below the base path, whether the proxy passes it on or cuts it off', async () => {
  for (const base of ['/weir', '/cut/weir']) {
    const page = await through(`${base}/`)
    expect(page.statusCode).toBe(200)
    const html = await readUntil(textOf(page), '</html>')
    const asset = /href="(\/weir\/assets\/app[^"]+)"/.exec(html)?.[1] ?? ''
    const file = await through(base === '/weir' ? asset : `/cut${asset}`)
    file.resume()
    expect(file.statusCode).toBe(200)
    expect(file.headers['cache-control']).toContain('immutable')
  }
})
