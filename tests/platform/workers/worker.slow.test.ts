import { createClient } from '@libsql/client'
import { expect, it, onTestFinished, vi } from 'vitest'
import { readEvents } from '../../support/events.ts'
import { open, post, startChat } from '../../support/site.ts'
import { workerSite } from '../../support/worker.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

async function start(...options: Parameters<typeof workerSite>) {
  const site = await workerSite(...options)
  onTestFinished(site.close)
  return site
}

it.each([
  [{ WEIR_PASSWORD: '' }, /WEIR_PASSWORD must be set.*npx wrangler secret put WEIR_PASSWORD/],
  [{ WEIR_PASSWORD: 'short' }, /WEIR_PASSWORD must have 8 characters or more/],
  [{ DATABASE_URL: '' }, /DATABASE_URL must be.*npx wrangler secret put DATABASE_URL/],
  [{ DATABASE_URL: 'file:weir.db' }, /DATABASE_URL must be the address of a libSQL server/],
])('answers nothing but how to set it up, behind the same walls, with %j', async (env, words) => {
  const site = await start({ env })
  const answers = [
    await open(site, '/'),
    await open(site, '/chats/none'),
    await site.fetch('/assets/app.000000000000.css'),
    await post(site, '/chats', { content: 'Hello', model: 'guide/guide' }),
  ]
  for (const answer of answers) {
    expect(answer.status).toBe(503)
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(await answer.text()).toMatch(words)
  }
  expect(site.database.pipelines).toBe(0)
})

it('says so while the database cannot be reached, and works as soon as it can', async () => {
  const site = await start()
  site.database.down = true
  const answer = await open(site, '/')
  expect(answer.status).toBe(503)
  expect(await answer.text()).toContain('cannot reach its database')
  site.database.down = false
  expect((await open(site, '/')).status).toBe(200)

  site.database.down = true
  const refused = await post(site, '/chats', { content: 'Hello', model: 'guide/guide' })
  expect(refused.status).toBe(503)
  expect(await refused.text()).toContain('cannot reach its database')
})

it('answers by the guide when nothing is connected, and says how to connect an Ollama', async () => {
  const site = await start({ env: { OLLAMA_HOST: '' } })
  const home = await (await open(site, '/')).text()
  expect(home).toContain('No Ollama is connected.')
  const chat = await startChat(site, 'Where are my chats stored?', 'guide/guide')
  let last = ''
  for await (const { event, data } of readEvents(await site.fetch(chat.stream))) if (event === 'end') last = data
  expect(last).not.toBe('')
  expect(await (await open(site, chat.path)).text()).toContain('built-in guide')
})

it('shows HTML that a model wrote as text', async () => {
  const site = await start()
  site.ollama.enqueue({ chunks: ['A <b>bold</b> <img src=x> word\n\n<div>block</div>'] })
  const chat = await startChat(site, 'Hello')
  await (await site.fetch(chat.stream)).text()
  const html = await (await open(site, chat.path)).text()
  expect(html).toContain('&lt;b&gt;bold&lt;/b&gt;')
  expect(html).toContain('&lt;div&gt;block&lt;/div&gt;')
})

it('deletes for good by the clock what was deleted ten minutes ago, and nothing else, without a visitor', async () => {
  const site = await start()
  const client = createClient({ url: site.database.url })
  onTestFinished(() => client.close())
  for (const question of ['Gone', 'Going', 'Kept'])
    await (await site.fetch((await startChat(site, question, 'guide/guide')).stream)).text()
  const chats = async () => (await client.execute('SELECT id, title FROM chats ORDER BY title')).rows
  const [going, gone] = await chats()
  for (const chat of [going, gone]) await post(site, `/chats/${chat?.id}/deletion`)
  await client.execute({ sql: 'UPDATE chats SET deleted_at = deleted_at - 601000 WHERE id = ?', args: [`${gone?.id}`] })
  await site.strike()
  expect((await chats()).map(({ title }) => title)).toEqual(['Going', 'Kept'])
  expect((await client.execute('SELECT count(*) AS n FROM messages')).rows[0]?.n).toBe(4)
  expect((await post(site, `/chats/${going?.id}/restoration`)).status).toBe(200)
})

it('writes 100 answers at once, each to its end', async () => {
  const site = await start({ env: { WEIR_MAX_RUNNING: '100', WEIR_MAX_RUNNING_PER_USER: '100' } })
  await open(site, '/')
  const chats = await Promise.all(
    Array.from({ length: 100 }, (_, index) => startChat(site, `Question ${index}`, 'ollama/llama3.2:5ms')),
  )
  const answers = await Promise.all(
    chats.map(async ({ stream }) => {
      let text = ''
      for await (const { event, data } of readEvents(await site.fetch(stream))) text += `${event} ${data}\n`
      return text
    }),
  )
  for (const answer of answers) {
    expect(answer).toContain('class="figures"')
    expect(answer).toMatch(/^end /m)
  }
  expect(site.ollama.aborted).toBe(0)
}, 240_000)
