import { expect, it, onTestFinished, vi } from 'vitest'
import { readEvents } from '../../support/events.ts'
import { chatNamed, local, messageNo } from '../../support/ids.ts'
import { Page } from '../../support/page.ts'
import { open, post, startChat } from '../../support/site.ts'
import { type WorkerSite, workerSite } from '../../support/worker.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

type Chat = Awaited<ReturnType<typeof startChat>>

async function start(): Promise<WorkerSite> {
  const site = await workerSite()
  onTestFinished(site.close)
  return site
}

/** A chat whose answer has come so far, and is in the storage of its object. */
async function begunChat(site: WorkerSite, text: string): Promise<Chat> {
  const held = site.ollama.hold()
  const chat = await startChat(site, 'Hello')
  held.write(text)
  await held.request
  await keeps(site, chat, text)
  return chat
}

async function keeps(site: WorkerSite, chat: Chat, text: string): Promise<void> {
  await vi.waitFor(async () => expect(await site.kept(chat.path)).toContain(text), { timeout: 40_000 })
}

/** Reads the chat's stream to its end, over the page as it is now; with what it was told before, if it was. */
async function readToEnd(site: WorkerSite, chat: Chat, lastEventId?: string) {
  const page = new Page(await (await open(site, chat.path)).text())
  const headers: Record<string, string> = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }
  const ids: string[] = []
  for await (const event of readEvents(await site.fetch(chat.stream, { headers }))) {
    page.apply(event)
    ids.push(event.id)
  }
  return { ids, text: page.text(`#m${chat.message} .prose`), foot: page.text(`#m${chat.message}-foot`) }
}

it.each([
  ['its object is evicted', (site: WorkerSite, chat: Chat) => site.evict(chat.path)],
  ['the runtime is killed and started anew', (site: WorkerSite) => site.restart()],
])('goes on by itself after %s, and loses nothing that was kept', async (_what, fail) => {
  const site = await start()
  const chat = await begunChat(site, 'One two three')
  const leaving = new AbortController()
  await site.fetch(chat.stream, { signal: leaving.signal })
  leaving.abort()

  const again = site.ollama.hold()
  await fail(site, chat)
  const reading = readToEnd(site, chat, '1.13')
  expect((await again.request).messages.at(-1)).toEqual({ role: 'assistant', content: 'One two three' })
  again.write(' four')
  again.end()
  const { ids, text } = await reading
  expect(text).toBe('One two three four')
  expect(ids.every((id) => id.startsWith('2.'))).toBe(true)
  expect((await readToEnd(site, chat)).text).toBe('One two three four')
  expect(await site.kept(chat.path)).not.toContain('One')
})

it('does not take an answer for lost that it only cannot give to the database yet', async () => {
  const site = await start()
  const chat = await begunChat(site, 'One two three')
  await site.evict(chat.path)
  site.database.down = true
  const ref = { userId: local, chatId: chatNamed(chat.path.split('/')[2]), messageId: messageNo(chat.message) }
  await expect(site.hub.subscribe(ref, { language: 'en', right: 'write' })).rejects.toThrow('503')
  site.database.down = false
  const again = site.ollama.hold()
  const reading = readToEnd(site, chat)
  expect((await again.request).messages.at(-1)?.content).toBe('One two three')
  again.end()
  expect((await reading).text).toBe('One two three')
})

it('cuts the line of a reader when the object is evicted, without an end: the browser comes back', async () => {
  const site = await start()
  const chat = await begunChat(site, 'One two three')
  const seen: string[] = []
  const reading = (async () => {
    for await (const { event } of readEvents(await site.fetch(chat.stream))) seen.push(event)
  })()
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(0), { timeout: 40_000 })
  await site.evict(chat.path)
  await reading.catch(() => undefined)
  expect(seen).not.toContain('end')
})

it('leaves an answer that dies twice to its reader', async () => {
  const site = await start()
  const chat = await begunChat(site, 'One')
  const second = site.ollama.hold()
  await site.evict(chat.path)
  const cut = readToEnd(site, chat).catch(() => undefined)
  await second.request
  second.write(' two')
  await keeps(site, chat, 'One two')
  await site.evict(chat.path)
  await cut
  const { text, foot } = await readToEnd(site, chat)
  expect(text).toBe('One two')
  expect(foot).toContain('Continue')

  const third = site.ollama.hold()
  await post(site, `${chat.path}/messages/${chat.message}/continuation`)
  third.write(' three')
  third.end()
  expect((await readToEnd(site, chat)).text).toBe('One two three')
})

it('stores the end of an answer that came while the database was down, even if the object is evicted then', async () => {
  const site = await start()
  const held = site.ollama.hold()
  const chat = await startChat(site, 'Hello', 'ollama/llama3.2')
  const response = await site.fetch(chat.stream)
  site.database.down = true
  held.write('All of it.')
  held.end()
  await keeps(site, chat, '"complete"')
  await response.body?.cancel()
  await site.evict(chat.path)
  site.database.down = false
  const { text, foot } = await readToEnd(site, chat)
  expect(text).toBe('All of it.')
  expect(foot).not.toContain('Continue')
  expect(site.ollama.requests.filter(({ messages }) => messages.length === 1)).toHaveLength(1)
})
