import { join } from 'node:path'
import { type Client, createClient } from '@libsql/client'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { Page } from '../support/page.ts'
import { type RemoteSite, remoteSite, toEnd } from '../support/remote.ts'
import { open, post, startChat } from '../support/site.ts'

// Another program, this one, that writes to the database file for a while: a backup, or a person with a tool.

let site: RemoteSite
let other: Client

beforeAll(async () => {
  site = await remoteSite()
  other = createClient({ url: `file:${join(site.data, 'weir', 'weir.db')}` })
})

afterAll(async () => {
  other.close()
  await site.close()
})

/** Keeps everybody else from writing, until the function is called that it gives, or the test ends. */
async function holdLock(): Promise<() => Promise<void>> {
  const lock = await other.transaction('write')
  onTestFinished(() => lock.close())
  return () => lock.rollback()
}

/** Opens pages, one after the other, until `over`; how long each took, in milliseconds. */
async function openPages(path: string, over: (times: number[]) => boolean): Promise<number[]> {
  const times: number[] = []
  while (!over(times)) {
    const begun = performance.now()
    expect((await open(site, path)).status).toBe(200)
    times.push(performance.now() - begun)
  }
  return times
}

const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN

it('a question waits for three seconds until the database is free, and pages meanwhile do not', async () => {
  const held = site.ollama.hold()
  for (const chunk of ['A title', 'Fine.', 'A title']) site.ollama.enqueue({ chunks: [chunk] })
  const running = await startChat(site, 'Are you there?')
  await held.request
  const usual = await openPages(running.path, (times) => times.length === 10)
  const release = await holdLock()
  const begun = performance.now()
  held.write('Yes, and I go on.')
  const asked = startChat(site, 'What now?')
  let answered = false
  void asked.then(() => {
    answered = true
  })
  const times = await openPages(running.path, () => answered || performance.now() - begun > 3000)
  expect(answered).toBe(false)
  await release()
  const chat = await asked
  await toEnd(site, chat.stream)
  held.end()
  await toEnd(site, running.stream)
  const page = async (path: string) => new Page(await (await open(site, path)).text())
  expect((await page(chat.path)).document.querySelectorAll('.message')).toHaveLength(2)
  expect((await page(running.path)).text(`#m${running.message}-body`)).toBe('Yes, and I go on.')
  // SQLite's own waiting would have held all of them, for as long as the file was busy.
  expect(median(times)).toBeLessThan(3 * median(usual) + 50)
})

it('a question that has waited for five seconds is refused in words, and nothing is changed', async () => {
  const before = await (await open(site, '/chats')).text()
  const release = await holdLock()
  const fields = { content: 'A question for the busy file', model: 'ollama/llama3.2' }
  const begun = performance.now()
  const refused = await Promise.all([false, true].map((plain) => post(site, '/chats', fields, { plain })))
  expect(performance.now() - begun).toBeGreaterThan(4900)
  for (const response of refused) {
    expect(response.status).toBe(503)
    expect(await response.text()).toMatch(/another program.*Nothing was changed/)
  }
  await release()
  expect(await (await open(site, '/chats')).text()).toBe(before)
  for (const chunk of ['Now.', 'A title']) site.ollama.enqueue({ chunks: [chunk] })
  await toEnd(site, (await startChat(site, 'And now?')).stream)
  expect(site.server.output()).toContain('SQLITE_BUSY')
  expect(site.server.output()).not.toContain('question for')
})
