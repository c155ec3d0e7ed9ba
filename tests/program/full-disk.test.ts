import { execFileSync } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { Page } from '../support/page.ts'
import { type RemoteSite, remoteSite, toEnd } from '../support/remote.ts'
import { open, post, startChat } from '../support/site.ts'

let site: RemoteSite

afterEach(() => site.close())

/** Lets the server write no file beyond its present size, or as far as it likes: a full disk that anyone can make. */
async function limitFiles(limit: 'full' | 'room'): Promise<void> {
  const { size } = await stat(join(site.data, 'weir', 'weir.db-wal'))
  const soft = limit === 'full' ? String(size) : 'unlimited'
  execFileSync('prlimit', [`--pid=${site.server.process.pid}`, `--fsize=${soft}:unlimited`])
}

it('a full disk is said in words, costs no answer, and is over when there is room again', async () => {
  site = await remoteSite()
  const held = site.ollama.hold()
  const title = site.ollama.hold()
  const chat = await startChat(site, 'Hello')
  await held.request
  held.write('Before. ')
  await limitFiles('full')
  held.write('After. '.repeat(2000))
  const ended = site.fetch(chat.stream).then((response) => response.text())
  await new Promise((resolve) => setTimeout(resolve, 1500))
  title.write('A title')
  title.end()
  held.end()

  // The stream comes to its end and says it.
  const events = await ended
  expect(events).toMatch(/^event: end$/m)
  expect(events).toMatch(/not saved.*disk is full/)

  // A question is refused in words, as a fragment and as a page, and nothing of it is left.
  const fields = { content: 'A question for the full disk', model: 'ollama/llama3.2' }
  for (const plain of [false, true]) {
    const refused = await post(site, '/chats', fields, { plain })
    expect(refused.status).toBe(507)
    expect(await refused.text()).toMatch(/disk is full.*Nothing was changed/)
  }

  // Whoever opens the chat has all of it, as long as the server runs.
  expect(await (await site.fetch(chat.stream)).text()).toContain('not saved')
  expect((await open(site, '/')).status).toBe(200)

  await limitFiles('room')
  await expect
    .poll(async () => (await (await open(site, chat.path)).text()).includes('sse-connect'), { timeout: 15_000 })
    .toBe(false)
  const page = new Page(await (await open(site, chat.path)).text())
  expect(page.text(`#m${chat.message}-body`)).toBe(`Before. ${'After. '.repeat(2000)}`.trim())
  expect(page.text(`#m${chat.message}-foot`)).not.toContain('not saved')
  const later = await startChat(site, 'And now?')
  await toEnd(site, later.stream)
  expect(new Page(await (await open(site, later.path)).text()).text('#chat-list')).not.toContain('full disk')

  // The log says what happened, and nothing of what people and models wrote.
  expect(site.server.output()).toMatch(/SQLITE_(FULL|IOERR)/)
  expect(site.server.output()).not.toMatch(/After\.|question for/)
})
