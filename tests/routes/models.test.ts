import { expect, it } from 'vitest'
import { insertTurn } from '../../src/db/turns.ts'
import { testSite } from '../support/app.ts'
import { ask } from '../support/database.ts'
import { chatNamed, local, stranger } from '../support/ids.ts'
import { Page } from '../support/page.ts'
import { open, post, startChat } from '../support/site.ts'

const groups = (page: Page) =>
  [...page.document.querySelectorAll<HTMLOptGroupElement>('#model optgroup')].map((group) => ({
    label: group.label,
    models: [...group.querySelectorAll('option')].map(({ textContent }) => textContent.trim()),
  }))

it('lists the models used last first, with size or cloud, abilities and what is in memory, without :latest', async () => {
  const site = await testSite()
  site.ollama.models = ['llama3.2:latest', 'thinker:latest', 'thinker:5ms', 'thinker:cloud', 'nomic-embed-text:latest']
  const { stream } = await startChat(site, 'One', 'ollama/llama3.2:latest')
  await (await site.fetch(stream)).text()
  const turn = { userId: local, parentId: null, content: 'Two', chat: { title: 'Two' } }
  await insertTurn(site.db, {
    ...turn,
    chatId: chatNamed('later'),
    model: 'ollama/thinker:latest',
    now: Date.now() + 1000,
  })
  await ask(site.db, {
    userId: stranger,
    chatId: chatNamed('theirs'),
    model: 'ollama/thinker:5ms',
    now: Date.now() + 2000,
  })
  await site.fetch('/status', { headers: { 'HX-Request': 'true' } })

  const page = new Page(await (await open(site, '/')).text())
  expect(groups(page)).toEqual([
    { label: 'Used last', models: ['thinker 2.0 GB · thinking', 'llama3.2 2.0 GB · in memory'] },
    { label: 'Others', models: ['thinker:5ms 2.0 GB · thinking', 'thinker:cloud in the cloud · thinking', 'Guide'] },
  ])
  expect(page.document.querySelector<HTMLSelectElement>('#model')?.value).toBe('ollama/thinker:latest')
})

it('offers every model for another answer, and asks the chosen one', async () => {
  const site = await testSite()
  const { path, stream, message } = await startChat(site, 'Hello', 'ollama/llama3.2:latest')
  await (await site.fetch(stream)).text()
  const foot = new Page(await (await open(site, path)).text())
  const menu = foot.document.querySelector(`#m${message}-models a`)?.getAttribute('href') ?? ''
  expect(menu).toBe(`${path}/messages/${message - 1}/answers`)

  const fragment = await (await open(site, menu, { 'HX-Request': 'true' })).text()
  const whole = await (await open(site, menu)).text()
  expect(fragment).toMatch(/^<form/)
  expect(whole).toContain('<!doctype html>')
  for (const html of [fragment, whole]) {
    const button = new Page(html).document.querySelector('.model-buttons button[value="ollama/echo:latest"]')
    expect(button?.getAttribute('name')).toBe('model')
  }
  const held = site.ollama.hold()
  await post(site, menu, { model: 'ollama/echo:latest' })
  expect((await held.request).model).toBe('echo:latest')
  held.end()
})

it('tells a page that listens too late the title, too', async () => {
  const site = await testSite()
  site.ollama.enqueue({ chunks: ['Four.'] })
  site.ollama.enqueue({ chunks: ['Small sums'] })
  const { path, stream, html } = await startChat(site, 'Two and two?', 'ollama/llama3.2:latest')
  expect(html).toContain('Two and two?</h1>')
  await (await site.fetch(stream)).text()
  await (await open(site, path)).text()
  const late = await (await site.fetch(stream)).text()
  expect(late.match(/event: end/g)).toHaveLength(1)
  expect(late).toMatch(/hx-partial id="chat-title"[^>]*>Small sums</)
})

it('offers no other model for what is not a question of the user', async () => {
  const site = await testSite()
  const { path, message } = await startChat(site, 'Hello', 'ollama/llama3.2:latest')
  await ask(site.db, { userId: stranger, chatId: chatNamed('theirs') })
  for (const address of [
    `${path}/messages/${message}/answers`,
    `${path}/messages/x/answers`,
    '/chats/theirs/messages/3/answers',
  ])
    expect((await open(site, address)).status).toBe(404)
})
