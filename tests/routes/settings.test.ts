import { describe, expect, it } from 'vitest'
import { findChat } from '../../src/db/chats.ts'
import { testSite } from '../support/app.ts'
import { ask } from '../support/database.ts'
import { emptySettings } from '../support/forms.ts'
import { chatNamed, local, stranger } from '../support/ids.ts'
import { Page } from '../support/page.ts'
import { open, post, startChat } from '../support/site.ts'

const model = 'ollama/echo:latest'
const everything = {
  ...{ model, system: 'Be brief.', temperature: '0,5', top_p: '0.9', top_k: '40', seed: '7' },
  ...{ num_ctx: '8192', num_predict: '500', stop: 'END\r\n\r\n STOP ', think: 'off', keep_alive: '30m' },
}
const stored = {
  ...{ system: 'Be brief.', temperature: 0.5, top_p: 0.9, top_k: 40, seed: 7, num_ctx: 8192, num_predict: 500 },
  ...{ stop: ['END', 'STOP'], think: false, keepAlive: '30m' },
}

/** A chat whose first answer is complete, with its id. */
async function chat(site: Awaited<ReturnType<typeof testSite>>, content = 'Hello') {
  const { path, stream } = await startChat(site, content, model)
  await (await site.fetch(stream)).text()
  return { path, id: path.slice('/chats/'.length) }
}

describe('the settings of a chat', () => {
  it('are stored as they are meant, and shown again', async () => {
    const site = await testSite()
    const { path, id } = await chat(site)
    const response = await post(site, `${path}/settings`, everything)
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('Saved')
    expect((await findChat(site.db, local, chatNamed(id)))?.settings).toEqual(stored)

    const page = new Page(await (await open(site, `${path}/settings`)).text())
    const value = (name: string) => page.document.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value
    expect(['system', 'temperature', 'num_ctx', 'stop', 'think', 'keep_alive', 'model'].map(value)).toEqual([
      ...['Be brief.', '0.5', '8192', 'END\nSTOP', 'off', '30m', model],
    ])
    expect((await post(site, `${path}/settings`, { ...emptySettings, model })).status).toBe(200)
    expect((await findChat(site.db, local, chatNamed(id)))?.settings).toEqual({})
  })

  it('reach Ollama, with the system prompt first', async () => {
    const site = await testSite()
    const { path } = await chat(site)
    await post(site, `${path}/settings`, everything)
    const held = site.ollama.hold()
    await post(site, `${path}/messages`, { content: 'And now?' })
    const { messages, ...request } = await held.request
    expect(messages.map(({ role, content }) => `${role}: ${content}`)).toEqual([
      ...['system: Be brief.', 'user: Hello', 'assistant: Hello', 'user: And now?'],
    ])
    const { system, think, keepAlive, ...options } = stored
    expect(request).toMatchObject({ model: 'echo:latest', think, keep_alive: keepAlive, options })
    held.end()
  })

  it('name the model of the next answer', async () => {
    const site = await testSite()
    const { path } = await chat(site)
    await post(site, `${path}/settings`, { ...emptySettings, model: 'ollama/thinker:latest' })
    const page = new Page(await (await open(site, path)).text())
    expect(page.document.querySelector<HTMLSelectElement>('#model')?.value).toBe('ollama/thinker:latest')
  })

  it('leave thinking out for a model that cannot think', async () => {
    const site = await testSite()
    const { path } = await chat(site)
    await post(site, `${path}/settings`, { ...emptySettings, model, think: 'high' })
    const held = site.ollama.hold()
    await post(site, `${path}/messages`, { content: 'Think!' })
    expect(await held.request).not.toHaveProperty('think')
    held.end()
    const other = site.ollama.hold()
    await post(site, `${path}/messages`, { content: 'Think!', model: 'ollama/thinker:latest' })
    expect(await other.request).toHaveProperty('think', 'high')
    other.end()
  })

  it.each([
    ['temperature', '2.1', 'A number from 0 to 2'],
    ['temperature', 'warm', 'A number from 0 to 2'],
    ['top_p', '-1', 'A number from 0 to 1'],
    ['top_k', '1.5', 'A whole number'],
    ['seed', 'NaN', 'A whole number'],
    ['num_ctx', '10', 'A whole number from 256'],
    ['num_predict', 'Infinity', 'A whole number'],
    ['think', 'deeply', 'Choose one of the list'],
    ['keep_alive', 'a while', 'A time such as'],
    ['stop', 'x'.repeat(101), 'At most 8 stop words'],
    ['stop', 'a\nb\nc\nd\ne\nf\ng\nh\ni', 'At most 8 stop words'],
    ['system', 'x'.repeat(20_001), 'At most 20,000 characters'],
    ['model', 'not a model', 'Choose a model'],
  ])('refuse %s “%s” beside the field, keep what was sent, and change nothing', async (name, value, sentence) => {
    const site = await testSite()
    const { path, id } = await chat(site)
    await post(site, `${path}/settings`, everything)
    for (const plain of [true, false]) {
      const fields = { ...emptySettings, model, system: 'New', [name]: value }
      const response = await post(site, `${path}/settings`, fields, { plain })
      expect(response.status).toBe(422)
      expect(response.headers.get('HX-Retarget')).toBe(plain ? null : '#settings-form')
      const page = new Page(await response.text())
      const field = page.document.querySelector<HTMLInputElement>(`#settings-${name}`)
      expect(field?.getAttribute('aria-invalid')).toBe('true')
      expect(page.text(`#settings-${name}-problem`)).toContain(sentence)
      expect(field?.getAttribute('aria-describedby')).toContain(`settings-${name}-problem`)
      if (name !== 'model' && name !== 'think') expect(field?.value).toBe(value)
      if (name !== 'system') expect(page.text('#settings-system')).toBe('New')
    }
    expect((await findChat(site.db, local, chatNamed(id)))?.settings).toEqual(stored)
  })

  it('refuse a form with a field missing, and change nothing', async () => {
    const site = await testSite()
    const { path, id } = await chat(site)
    await post(site, `${path}/settings`, everything)
    expect((await post(site, `${path}/settings`, { model })).status).toBe(422)
    expect((await findChat(site.db, local, chatNamed(id)))?.settings).toEqual(stored)
  })

  it('of somebody else are not there', async () => {
    const site = await testSite()
    await ask(site.db, { userId: stranger, chatId: chatNamed('theirs') })
    expect((await open(site, '/chats/theirs/settings')).status).toBe(404)
    expect((await post(site, '/chats/theirs/settings', everything)).status).toBe(404)
    expect((await post(site, '/chats/theirs/cancellation')).status).toBe(404)
    expect((await findChat(site.db, stranger, chatNamed('theirs')))?.settings).toEqual({})
  })
})

it('loads the model once for an answer, its title and the next answer, whatever the settings', async () => {
  const site = await testSite()
  await post(site, '/presets', { ...everything, name: 'All', emoji: '', starters: '' })
  const response = await post(site, '/chats', { content: 'Hello', model, preset: '1' })
  const path = response.headers.get('HX-Push-Url') ?? ''
  const stream = /sse-connect="([^"]+)"/.exec(await response.text())?.[1] ?? ''
  await (await site.fetch(stream)).text()
  const [first, title] = site.ollama.requests
  expect(site.ollama.requests).toHaveLength(2)
  expect(first?.options).toMatchObject({ num_ctx: 8192, num_predict: 500, stop: ['END', 'STOP'] })
  const { num_predict, stop, ...same } = first?.options ?? {}
  expect(title).toMatchObject({ keep_alive: '30m', think: false })
  expect(title?.options).toEqual(same)
  expect(title?.messages[0]).toEqual({ role: 'system', content: 'Be brief.' })

  const next = await (await post(site, `${path}/messages`, { content: 'Again' })).text()
  await (await site.fetch(/sse-connect="([^"]+)"/.exec(next)?.[1] ?? '')).text()
  expect(site.ollama.requests).toHaveLength(3)
  expect(site.ollama.loads).toBe(1)
})

it('stops everything that is written in a chat', async () => {
  const site = await testSite()
  const held = site.ollama.hold()
  const { path } = await startChat(site, 'Hello', model)
  await held.request
  await post(site, `${path}/messages`, { content: 'Waiting' })
  expect((await post(site, `${path}/cancellation`)).status).toBe(204)
  const page = await (await open(site, path)).text()
  expect(page.match(/class="ending stopped"/g)).toHaveLength(2)
  expect(page).not.toContain('sse-connect')
  expect((await post(site, `${path}/cancellation`, {}, { plain: true })).headers.get('Location')).toBe(path)
})
