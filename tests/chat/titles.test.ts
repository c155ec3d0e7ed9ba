import { beforeEach, expect, it } from 'vitest'
import { findChat } from '../../src/db/chats.ts'
import { type appSite, testSite } from '../support/app.ts'
import { ask, testDatabase } from '../support/database.ts'
import { chatNamed, local } from '../support/ids.ts'
import { toEnd } from '../support/remote.ts'
import { post, startChat } from '../support/site.ts'

// When a chat gets a title of its model, and when it keeps the one that it has.

let site: Awaited<ReturnType<typeof appSite>>

beforeEach(async () => {
  site = await testSite()
})

/** A chat whose first answer was stopped in the middle. */
async function stopped() {
  const held = site.ollama.hold()
  const chat = await startChat(site, 'Why is the sky blue?')
  await held.request
  held.write('Because')
  await post(site, `${chat.path}/messages/${chat.message}/cancellation`)
  await toEnd(site, chat.stream)
  return chat
}

/** The stream of an answer that is written now. */
async function streamOf(response: Promise<Response>): Promise<string> {
  return /sse-connect="([^"]+)"/.exec(await (await response).text())?.[1] ?? ''
}

const titleOf = async (path: string) => (await findChat(site.db, local, chatNamed(path.split('/').at(-1))))?.title
const model = 'ollama/llama3.2'

it('an answer that was stopped makes none, and one when it is continued to its end', async () => {
  const chat = await stopped()
  expect(await titleOf(chat.path)).toBe('Why is the sky blue?')
  expect(site.ollama.requests).toHaveLength(1)
  site.ollama.enqueue({ chunks: [' of the air.'] })
  site.ollama.enqueue({ chunks: ['Blue skies'] })
  await post(site, `${chat.path}/messages/${chat.message}/continuation`)
  await toEnd(site, chat.stream)
  expect(await titleOf(chat.path)).toBe('Blue skies')
})

it.each([
  ['a further question', (path: string, _: number) => post(site, `${path}/messages`, { content: 'Why?', model })],
  [
    'the question in other words',
    (path: string, question: number) =>
      post(site, `${path}/messages/${question}/revision`, { content: 'Why blue?', model }),
  ],
])('the first complete answer makes it, be that to %s', async (_, go) => {
  const chat = await stopped()
  site.ollama.enqueue({ chunks: ['The air.'] })
  site.ollama.enqueue({ chunks: ['Blue skies'] })
  await toEnd(site, await streamOf(go(chat.path, chat.message - 1)))
  expect(await titleOf(chat.path)).toBe('Blue skies')
})

it('an answer that goes on after a crash makes it', async () => {
  const db = await testDatabase()
  const { answer } = await ask(db, { model, now: Date.now(), content: 'Why?', chat: { title: 'Why?' } })
  site = await testSite({}, { db })
  site.ollama.enqueue({ chunks: ['The air.'] })
  site.ollama.enqueue({ chunks: ['Blue skies'] })
  await toEnd(site, `/chats/chat-1/messages/${answer.id}/stream`)
  expect(await titleOf('chat-1')).toBe('Blue skies')
})

it('after the guide, the first answer of a model makes it', async () => {
  const chat = await startChat(site, 'How do I stop an answer?', 'guide/guide')
  await toEnd(site, chat.stream)
  expect(site.ollama.requests).toEqual([])
  site.ollama.enqueue({ chunks: ['Press Stop.'] })
  site.ollama.enqueue({ chunks: ['Stopping'] })
  await toEnd(site, await streamOf(post(site, `${chat.path}/messages`, { content: 'And?', model })))
  expect(await titleOf(chat.path)).toBe('Stopping')
})

it('a title that a person gave is neither replaced nor asked for', async () => {
  const chat = await stopped()
  await post(site, chat.path, { title: 'Mine' })
  site.ollama.enqueue({ chunks: [' of the air.'] })
  await post(site, `${chat.path}/messages/${chat.message}/continuation`)
  await toEnd(site, chat.stream)
  expect(await titleOf(chat.path)).toBe('Mine')
  expect(site.ollama.requests).toHaveLength(2)
})

it('where it failed, the next answer makes it', async () => {
  site = await testSite({}, { report: () => {} })
  site.ollama.enqueue({ chunks: ['The air.'] })
  site.ollama.enqueue({ chunks: ['Blue'], errorAfter: 1 })
  const chat = await startChat(site, 'Why?')
  await toEnd(site, chat.stream)
  expect(await titleOf(chat.path)).toBe('Why?')
  site.ollama.enqueue({ chunks: ['Because.'] })
  site.ollama.enqueue({ chunks: ['Blue skies'] })
  await toEnd(site, await streamOf(post(site, `${chat.path}/messages`, { content: 'And?', model })))
  expect(await titleOf(chat.path)).toBe('Blue skies')
})

it('a model that has none to offer is asked three times, and not after every answer', async () => {
  const texts = ['The air.', '""', 'Because.', '""', 'So.', '""', 'Well.']
  for (const text of texts) site.ollama.enqueue({ chunks: [text] })
  const chat = await startChat(site, 'Why?')
  await toEnd(site, chat.stream)
  for (let turn = 0; turn < 3; turn++)
    await toEnd(site, await streamOf(post(site, `${chat.path}/messages`, { content: 'And?', model })))
  expect(site.ollama.requests).toHaveLength(texts.length)
  expect(await titleOf(chat.path)).toBe('Why?')
})
