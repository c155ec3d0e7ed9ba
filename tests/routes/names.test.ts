import { expect, it } from 'vitest'
import { findChat } from '../../src/db/chats.ts'
import { findMessage } from '../../src/db/messages.ts'
import { listPresets } from '../../src/db/presets.ts'
import { listPrompts } from '../../src/db/prompts.ts'
import { testSite } from '../support/app.ts'
import { emptyPreset } from '../support/forms.ts'
import { chatNamed, local, messageNo } from '../support/ids.ts'
import { Page } from '../support/page.ts'
import { toEnd } from '../support/remote.ts'
import { open, post, startChat } from '../support/site.ts'

// What people and models call things: one line of visible text, whatever was sent.

const hostile = 'My\0 \u0007name\u2028of\r\n\u202ea\u2066b\u009fc'
const clean = 'My\ufffd name of ab c'

const guide = 'guide/guide'
const idOf = (path: string) => chatNamed(path.split('/').at(-1))

it('titles and names in forms are cleaned as they come in', async () => {
  const site = await testSite()
  const { path } = await startChat(site, `${hostile} and more`, guide)
  expect((await findChat(site.db, local, idOf(path)))?.title).toBe(`${clean} and more`)
  await post(site, path, { title: hostile })
  expect((await findChat(site.db, local, idOf(path)))?.title).toBe(clean)
  await post(site, '/prompts', { name: hostile, content: 'x' })
  expect(await listPrompts(site.db, local)).toMatchObject([{ name: clean }])
  await post(site, '/presets', { ...emptyPreset, name: hostile, emoji: '\u202e' })
  expect(await listPresets(site.db, local)).toMatchObject([{ name: clean, emoji: '' }])
  for (const [address, field] of [
    [path, 'title'],
    ['/prompts', 'name'],
    ['/presets', 'name'],
  ] as const) {
    const form = { ...emptyPreset, content: 'x', [field]: '\u200b\u202e' }
    expect((await post(site, address, form)).status, address).toBe(422)
  }
})

it('a title in an answer of a model is cleaned as it comes in, and one of emoji can be replaced', async () => {
  const site = await testSite()
  site.ollama.enqueue({ chunks: ['An answer.'] })
  site.ollama.enqueue({ chunks: ['Blue\u0007 \u202e', 'skies\u0085 \ud83d'] })
  const { path, stream } = await startChat(site, `a${'😀'.repeat(60)}`)
  await toEnd(site, stream)
  expect((await findChat(site.db, local, idOf(path)))?.title).toBe('Blue skies \ufffd')
})

it('models whose names could not be asked for are not offered, and cannot be sent', async () => {
  const site = await testSite()
  const names = ['a\0here\0b', 'a\u202eb', 'a\u2066b', 'a b', 'a\nb', 'a\u0007b', 'x'.repeat(300), '\ud83d', '']
  site.ollama.models = [...names, 'llama3.2:latest']
  await site.fetch('/status', { headers: { 'HX-Request': 'true' } })
  const page = new Page(await (await open(site, '/')).text())
  const offered = [...page.document.querySelectorAll<HTMLOptionElement>('#model option')].map(({ value }) => value)
  expect(offered).toEqual(['ollama/llama3.2:latest', 'guide/guide'])
  for (const name of names.filter((name) => !/[\0\ud83d]/.test(name)))
    expect((await post(site, '/chats', { content: 'Hello', model: `ollama/${name}` })).status, name).toBe(422)
})

it('a page that grows is whole, whatever the models are called', async () => {
  const site = await testSite()
  site.ollama.models = ['\0here\0', 'a\0here\0b', 'llama3.2:latest']
  await site.fetch('/status', { headers: { 'HX-Request': 'true' } })
  const held = site.ollama.hold()
  const { path, message } = await startChat(site, '\0here\0')
  await held.request
  const growing = open(site, `${path}?growing`)
  held.write('The answer.')
  held.end()
  const page = new Page(await (await growing).text())
  expect(page.text(`#m${message} .prose`)).toBe('The answer.')
  expect(page.document.querySelectorAll('form.composer')).toHaveLength(1)
  expect(page.text(`#m${message - 1} .prose`)).toBe('\ufffdhere\ufffd')
})

it.each([
  ['Chinese', '字'],
  ['emoji', '😀'],
])(
  'a message of as many characters of %s as are promised is taken, and not one more',
  async (_, character) => {
    const site = await testSite()
    const content = character.repeat(200_000)
    const { path, message } = await startChat(site, content, guide)
    const question = await findMessage(site.db, local, idOf(path), messageNo(message - 1))
    expect(question?.content === content).toBe(true)
    const refused = await post(site, `${path}/messages`, { content: content + character, model: guide })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('at most 200,000 characters')
  },
  30_000,
)

it('a limit counts what people count, not the blanks around it nor the second half of a break of lines', async () => {
  const site = await testSite()
  const { path } = await startChat(site, 'Hello', guide)
  const title = async (text: string) => (await post(site, path, { title: text })).status
  expect([await title('😀'.repeat(200)), await title('😀'.repeat(201))]).toEqual([200, 422])
  expect([await title(`${' '.repeat(1000)}x${' '.repeat(1000)}`), await title('x'.repeat(201))]).toEqual([200, 422])
  const system = 'x\r\n'.repeat(10_000)
  const preset = (text: string) => post(site, '/presets', { ...emptyPreset, name: 'A', system: text }, { plain: true })
  expect([(await preset(system)).status, (await preset(`${system}xx`)).status]).toEqual([303, 422])
})

it('a prompt whose variables would make too much of it is refused, and the form keeps what was typed', async () => {
  const site = await testSite()
  await post(site, '/prompts', { name: 'many', content: '{{a}}'.repeat(9000) })
  const filled = (value: string) => post(site, '/prompts/1/filling', { 'variable.a': value })
  expect((await filled('x'.repeat(40))).status).toBe(200)
  const refused = await filled('x'.repeat(1_000_000))
  expect([refused.status, (await refused.text()).includes('too long')]).toEqual([422, true])
})
