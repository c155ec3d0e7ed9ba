import { expect, it } from 'vitest'
import { finishMessage } from '../../src/db/messages.ts'
import { testSite } from '../support/app.ts'
import { ask } from '../support/database.ts'
import { chatNamed, local } from '../support/ids.ts'
import { open, post } from '../support/site.ts'

/** A site with one chat: Why? → **Because.** */
async function site() {
  const on = await testSite()
  const turn = await ask(on.db, { model: 'ollama/llama3.2:latest' })
  const ending = {
    content: '**Because.**',
    thinking: 'Hm.',
    updatedAt: 2000,
    status: 'complete',
    answerTokens: 3,
  } as const
  await finishMessage(on.db, local, turn.answer.id, 1, ending)
  return { on, ...turn }
}

const document = '# A chat\n\n## You\n\nWhy?\n\n## llama3.2\n\n**Because.**\n'

it.each([
  ['/chats/chat-1', { Accept: 'text/html,*/*;q=0.8' }, 'text/html; charset=UTF-8'],
  ['/chats/chat-1', { Accept: '*/*' }, 'text/html; charset=UTF-8'],
  ['/chats/chat-1', { Accept: 'text/markdown' }, 'text/markdown; charset=utf-8'],
  ['/chats/chat-1', { Accept: 'text/html;q=0.5, application/json' }, 'application/json'],
  ['/chats/chat-1.md', { Accept: 'text/html' }, 'text/markdown; charset=utf-8'],
  ['/chats/chat-1.json', { Accept: 'text/html' }, 'application/json'],
])('answers %s with %o as %s', async (path, headers, type) => {
  const { on } = await site()
  const response = await open(on, path, headers)
  expect([response.status, response.headers.get('Content-Type')]).toEqual([200, type])
  expect(/\bAccept\b(?!-)/.test(response.headers.get('Vary') ?? '')).toBe(!path.includes('.'))
  expect(response.headers.get('Cache-Control')).toBe('no-store')
})

it('writes a chat as Markdown and as JSON', async () => {
  const { on, question, answer } = await site()
  expect(await (await open(on, '/chats/chat-1.md')).text()).toBe(document)
  expect(await (await open(on, '/chats/chat-1.json')).json()).toMatchObject({
    ...{ id: 'chat-1', title: 'A chat', model: 'ollama/llama3.2:latest', settings: {} },
    ...{ createdAt: '1970-01-01T00:00:01.000Z' },
    messages: [
      { id: question.id, parentId: null, role: 'user', content: 'Why?' },
      {
        id: answer.id,
        parentId: question.id,
        role: 'assistant',
        content: '**Because.**',
        thinking: 'Hm.',
        answerTokens: 3,
      },
    ],
  })
  expect(await (await open(on, '/chats/chat-1.json')).text()).not.toContain('userId')
})

it('does the same for a message, whose page is its place in the chat', async () => {
  const { on, answer } = await site()
  const path = `/chats/chat-1/messages/${answer.id}`
  expect(await (await open(on, `${path}.md`)).text()).toBe('**Because.**')
  expect(await (await open(on, path, { Accept: 'text/markdown' })).text()).toBe('**Because.**')
  expect(await (await open(on, `${path}.json`)).json()).toMatchObject({ id: answer.id, chat: 'chat-1' })
  const page = await open(on, path)
  expect([page.status, page.headers.get('Location')]).toEqual([303, `/chats/chat-1?message=${answer.id}#m${answer.id}`])
})

it.each([
  '/chats/none.md',
  '/chats/none.json',
  '/chats/chat-1.xml',
  '/chats/.md',
  '/chats/chat-1/messages/99.md',
  '/chats/chat-1/messages/x.json',
  '/chats/chat-1/messages/1e0',
  '/chats/chat-2/messages/1.md',
])('has nothing at %s', async (path) => {
  const { on } = await site()
  await ask(on.db, { chatId: chatNamed('chat-2') })
  expect((await open(on, path)).status).toBe(404)
})

it('forks a chat at a message: the branch up to it, in a chat of its own', async () => {
  const { on, question, answer } = await site()
  await ask(on.db, { parentId: answer.id, content: 'And then?' })
  const made = await post(on, `/chats/chat-1/messages/${answer.id}/fork`)
  const path = made.headers.get('HX-Redirect') ?? ''
  expect(await (await open(on, `${path}.md`)).text()).toBe(document.replace('A chat', 'A chat (fork)'))
  const plain = await post(on, `/chats/chat-1/messages/${question.id}/fork`, {}, { plain: true })
  expect([plain.status, plain.headers.get('Location')]).toEqual([303, expect.stringMatching(/^\/chats\/[\w-]{12}$/)])
  expect((await post(on, '/chats/chat-1/messages/99/fork')).status).toBe(404)
})
