import { JSDOM } from 'jsdom'
import { expect, it } from 'vitest'
import { findChat } from '../../src/db/chats.ts'
import { insertAnswer } from '../../src/db/turns.ts'
import { testSite } from '../support/app.ts'
import { ask } from '../support/database.ts'
import { chat1, chatNamed, local, stranger } from '../support/ids.ts'
import { open, post } from '../support/site.ts'

async function read(response: Promise<Response>): Promise<Document> {
  return new JSDOM(await (await response).text()).window.document
}

it('shows what was found, marked on the server and escaped', async () => {
  const on = await testSite()
  const { question } = await ask(on.db, { content: 'Where is <b>the lamp</b>?', chat: { title: 'About lamps' } })
  const page = await read(open(on, '/search?q=lamp'))
  expect(page.querySelector('.results p')?.innerHTML).toBe('Where is &lt;b&gt;the <mark>lamp</mark>&lt;/b&gt;?')
  expect([...page.querySelectorAll('.results a')].map((link) => link.getAttribute('href'))).toEqual([
    '/chats/chat-1',
    `/chats/chat-1?message=${question.id}#m${question.id}`,
  ])
  expect(page.querySelector('[role=status]#search-count')?.textContent).toBe('1 message')
  expect(page.querySelector('input[name=q]')?.getAttribute('value')).toBe('lamp')
})

it('answers as one types with the results and their count', async () => {
  const on = await testSite()
  await ask(on.db, { content: 'Where is the lamp?' })
  const html = await (await open(on, '/search?q=la', { 'HX-Request': 'true' })).text()
  expect(html).toMatch(/^<div id="search-results">.*<mark>lamp<\/mark>.*<p id="search-count"[^>]*hx-swap-oob/s)
  expect(await (await open(on, '/search?q=none', { 'HX-Request': 'true' })).text()).toContain('Nothing was found')
})

it.each([
  '',
  '?q=',
  '?q=%22',
  '?q=-',
  '?q=%00',
  '?q=%ff%fe',
  '?q=AND+(',
  `?q=${'x'.repeat(5000)}`,
  '?q=a&q=b',
  '?q[]=1',
])('takes any query: /search%s', async (query) => {
  const on = await testSite()
  for (const headers of [{}, { 'HX-Request': 'true' }])
    expect((await open(on, `/search${query}`, headers)).status).toBe(200)
})

it('finds nothing of somebody else, and nothing deleted, but the archived', async () => {
  const on = await testSite()
  await ask(on.db, { userId: stranger, chatId: chatNamed('theirs'), content: 'Their lamp' })
  for (const chatId of ['kept', 'gone']) await ask(on.db, { chatId: chatNamed(chatId), content: `The lamp, ${chatId}` })
  await post(on, '/chats/gone/deletion')
  await post(on, '/chats/kept', { archived: 'true' })
  const page = await read(open(on, '/search?q=lamp'))
  expect([...page.querySelectorAll('.results p')].map((node) => node.textContent)).toEqual(['The lamp, kept'])
})

it('opens a chat at a message of another branch, and shows that branch from then on', async () => {
  const on = await testSite()
  const { question, answer } = await ask(on.db)
  const place = { userId: local, chatId: chat1, parentId: question.id, model: 'm', now: 2 }
  const second = await insertAnswer(on.db, place)
  const first = await read(open(on, `/chats/chat-1?message=${answer.id}`))
  expect(first.querySelector(`#m${answer.id}`)).not.toBeNull()
  expect(first.querySelector(`#m${second?.id}`)).toBeNull()
  expect(await findChat(on.db, local, chat1)).toMatchObject({ tipId: answer.id })
  await open(on, `/chats/chat-1?message=${question.id}`)
  expect(await findChat(on.db, local, chat1)).toMatchObject({ tipId: answer.id })
  for (const message of ['999', 'x9', '1.5', '-1', '9'.repeat(30)])
    expect((await open(on, `/chats/chat-1?message=${message}`)).status).toBe(404)
})

it.each(['cross-site', 'same-site'])('shows another branch to a page that is %s, and moves nothing', async (site) => {
  const on = await testSite()
  const { question, answer } = await ask(on.db)
  const place = { userId: local, chatId: chat1, parentId: question.id, model: 'm', now: 2 }
  const second = await insertAnswer(on.db, place)
  for (const method of ['GET', 'HEAD']) {
    const headers = { 'Sec-Fetch-Site': site, Accept: 'text/html' }
    const response = await on.fetch(`/chats/chat-1?message=${answer.id}`, { method, headers })
    expect(response.status).toBe(200)
    if (method === 'GET') expect(await response.text()).toContain(`id="m${answer.id}"`)
    expect(await findChat(on.db, local, chat1)).toMatchObject({ tipId: second?.id })
  }
})
