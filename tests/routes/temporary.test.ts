import { sql } from 'drizzle-orm'
import { JSDOM } from 'jsdom'
import { expect, it } from 'vitest'
import { testSite } from '../support/app.ts'
import { readEvents } from '../support/events.ts'
import { open, post, startChat } from '../support/site.ts'

/** A temporary chat with a model that echoes; its address, when the answer has ended. */
async function chat(on: Awaited<ReturnType<typeof testSite>>): Promise<string> {
  const response = await post(on, '/temporary/chats', { content: 'A passing thought', model: 'ollama/echo' })
  const stream = /sse-connect="([^"]+)"/.exec(await response.text())?.[1] ?? ''
  await (await on.fetch(stream)).text()
  return response.headers.get('HX-Push-Url') ?? ''
}

it('begins, goes on and is forked like any chat, at addresses of its own', async () => {
  const on = await testSite()
  const begin = new JSDOM(await (await open(on, '/temporary')).text()).window.document
  expect(begin.querySelector('.composer')?.getAttribute('hx-post')).toBe('/temporary/chats')
  expect(begin.querySelector('h1')?.textContent).toBe('A chat that is not kept')
  const path = await chat(on)
  expect(path).toMatch(/^\/temporary\/chats\/[\w-]{12}$/)
  const page = await (await open(on, path)).text()
  expect(page.match(/A passing thought/g)?.length).toBeGreaterThan(1)
  expect(page).toContain('Temporary')
  expect(page).not.toMatch(/"\/chats\/[\w-]{12}/)
  expect((await post(on, `${path}/messages`, { content: 'And another' })).status).toBe(200)
  expect((await (await open(on, `${path}.md`)).text()).match(/^## /gm)).toHaveLength(4)
})

it('leaves nothing in the database, the list and the search', async () => {
  const on = await testSite()
  const path = await chat(on)
  expect(await on.db.all(sql`select id from chats`)).toEqual([])
  expect(await on.db.all(sql`select id from messages`)).toEqual([])
  expect(await on.db.all(sql`select rowid from message_index where message_index match 'passing'`)).toEqual([])
  expect(await (await open(on, '/')).text()).not.toContain('passing')
  expect(await (await open(on, '/search?q=passing')).text()).toContain('Nothing was found')
  expect((await open(on, path.replace('/temporary', ''))).status).toBe(404)
})

it('is gone for good when it is deleted, with the answer that is being written', async () => {
  const on = await testSite()
  const held = on.ollama.hold()
  const begun = await post(on, '/temporary/chats', { content: 'A passing thought', model: 'ollama/echo' })
  const path = begun.headers.get('HX-Push-Url') ?? ''
  await held.request
  const gone = await post(on, `${path}/deletion`, {}, { plain: true })
  await held.closed
  expect([gone.status, gone.headers.get('Location')]).toEqual([303, '/temporary'])
  expect((await open(on, path)).status).toBe(404)
  expect((await post(on, `${path}/restoration`)).status).toBe(404)
})

it.each(['', '/copies', '/restoration'])('has no way to keep or to list it: %s', async (resource) => {
  const on = await testSite()
  const path = await chat(on)
  expect((await post(on, `${path}${resource}`, { pinned: 'true' })).status).toBe(404)
})

it('waits its turn behind the chats that are kept', async () => {
  const on = await testSite({ env: { WEIR_MAX_RUNNING: '1' } })
  const kept = on.ollama.hold()
  await startChat(on, 'Kept', 'ollama/llama3.2')
  await kept.request
  const begun = await (await post(on, '/temporary/chats', { content: 'Passing', model: 'ollama/llama3.2' })).text()
  const stream = /sse-connect="([^"]+)"/.exec(begun)?.[1] ?? ''
  for await (const { data } of readEvents(await on.fetch(stream))) if (data.includes('Next in line')) break
  expect(on.ollama.requests).toHaveLength(1)
  kept.end()
  await expect.poll(() => on.ollama.requests.map(({ messages }) => messages.at(-1)?.content)).toContain('Passing')
})

it('does not know the chats that are kept', async () => {
  const on = await testSite()
  const kept = (await post(on, '/chats', { content: 'Hello', model: 'guide/guide' })).headers.get('HX-Push-Url')
  for (const path of [`/temporary${kept}`, `/temporary${kept}.json`, `/temporary${kept}/settings`])
    expect((await open(on, path)).status).toBe(404)
  expect((await post(on, `/temporary${kept}/deletion`)).status).toBe(404)
  expect((await open(on, kept ?? '')).status).toBe(200)
})
