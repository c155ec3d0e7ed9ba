import { describe, expect, it } from 'vitest'
import { findChat } from '../../src/db/chats.ts'
import { findPreset, insertPreset, listPresets } from '../../src/db/presets.ts'
import { testSite } from '../support/app.ts'
import { emptyPreset, emptySettings } from '../support/forms.ts'
import { chatNamed, local, stranger } from '../support/ids.ts'
import { Page } from '../support/page.ts'
import { open, post, type Site, startChat } from '../support/site.ts'

const reviewer = {
  ...{ ...emptySettings, name: 'Reviewer', emoji: '👩🏽‍💻', model: 'ollama/thinker:latest' },
  ...{ starters: 'Review this.\r\n\r\nAnd that.', system: 'Be thorough.', temperature: '0.2', isDefault: 'on' },
}
const stored = {
  ...{ name: 'Reviewer', emoji: '👩🏽‍💻', model: 'ollama/thinker:latest', isDefault: true },
  ...{ starters: ['Review this.', 'And that.'], settings: { system: 'Be thorough.', temperature: 0.2 } },
}
const strangers = { ...stored, name: 'Theirs' }

const home = async (site: Site, path = '/') => new Page(await (await open(site, path)).text())
const model = (page: Page) => page.document.querySelector<HTMLSelectElement>('#model')?.value

describe('presets', () => {
  it('are kept as they are meant, shown again, changed and deleted', async () => {
    const site = await testSite()
    expect(await (await open(site, '/presets')).text()).toContain('There are no presets yet')
    expect((await post(site, '/presets', reviewer, { plain: true })).headers.get('Location')).toBe('/presets')
    expect(await findPreset(site.db, local, 1)).toMatchObject(stored)
    const page = await home(site, '/presets/1')
    const value = (name: string) => page.document.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value
    expect(['name', 'emoji', 'model', 'starters', 'system', 'temperature'].map(value)).toEqual([
      ...['Reviewer', '👩🏽‍💻', 'ollama/thinker:latest', 'Review this.\nAnd that.', 'Be thorough.', '0.2'],
    ])
    expect(page.document.querySelector<HTMLInputElement>('[name=isDefault]')?.checked).toBe(true)
    await post(site, '/presets/1', emptyPreset)
    expect(await findPreset(site.db, local, 1)).toMatchObject({ model: null, settings: {}, isDefault: false })
    expect((await post(site, '/presets/1/deletion')).status).toBe(200)
    expect(await listPresets(site.db, local)).toEqual([])
  })

  it('have one default among them', async () => {
    const site = await testSite()
    await insertPreset(site.db, stranger, strangers, 1)
    await post(site, '/presets', reviewer)
    await post(site, '/presets', { ...emptyPreset, isDefault: 'on' })
    const defaults = async () =>
      (await listPresets(site.db, local)).filter((preset) => preset.isDefault).map(({ id }) => id)
    expect(await defaults()).toEqual([3])
    await post(site, '/presets/2', reviewer)
    expect(await defaults()).toEqual([2])
    expect((await findPreset(site.db, stranger, 1))?.isDefault).toBe(true)
  })

  it.each([
    ['name', ' ', 'Give it a name'],
    ['emoji', 'ab', 'One emoji'],
    ['model', 'none', 'Choose a model'],
    ['starters', 'x'.repeat(501), 'At most 6 starter prompts'],
    ['starters', 'a\nb\nc\nd\ne\nf\ng', 'At most 6 starter prompts'],
    ['temperature', '3', 'A number from 0 to 2'],
  ])('refuse a %s of “%s” beside the field, and change nothing', async (name, value, sentence) => {
    const site = await testSite()
    await post(site, '/presets', reviewer)
    for (const path of ['/presets', '/presets/1']) {
      const response = await post(site, path, { ...emptyPreset, [name]: value }, { plain: true })
      expect(response.status).toBe(422)
      expect(new Page(await response.text()).text(`#preset-${name}-problem`)).toContain(sentence)
    }
    expect(await listPresets(site.db, local)).toMatchObject([stored])
  })

  it('are nobody else’s', async () => {
    const site = await testSite()
    await insertPreset(site.db, stranger, strangers, 1)
    expect((await home(site)).text('body')).not.toContain('Theirs')
    expect((await open(site, '/presets/1')).status).toBe(404)
    for (const path of ['/presets/1', '/presets/1/deletion', '/presets/x', '/presets/0'])
      expect((await post(site, path, emptyPreset)).status).toBe(404)
    const refused = await post(site, '/chats', { content: 'Hello', preset: '1' })
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('preset is not there')])
    expect(site.ollama.requests).toHaveLength(0)
    expect(await findPreset(site.db, stranger, 1)).toMatchObject(strangers)
  })

  it('can be made of a chat’s settings', async () => {
    const site = await testSite()
    const { path } = await startChat(site, 'Hello', 'ollama/echo:latest')
    await post(site, `${path}/settings`, { ...emptySettings, model: 'ollama/slow:latest', system: 'Be slow.' })
    const page = await home(site, `/presets/new?chat=${path.slice('/chats/'.length)}`)
    expect(page.document.querySelector<HTMLSelectElement>('[name=model]')?.value).toBe('ollama/slow:latest')
    expect(page.text('[name=system]')).toBe('Be slow.')
  })
})

describe('a new chat', () => {
  it('begins with the default preset: its starters, its model, its settings', async () => {
    const site = await testSite()
    await post(site, '/presets', reviewer)
    const page = await home(site)
    expect(page.text('.chip[aria-current]')).toContain('Reviewer')
    expect(page.text('.prompts')).toContain('Review this.')
    expect(model(page)).toBe('ollama/thinker:latest')
    const fields = [...page.document.querySelectorAll<HTMLInputElement>('.prompts form:first-child input')]
    const starter = Object.fromEntries(fields.map(({ name, value }) => [name, value]))
    expect(starter).toEqual({ content: 'Review this.', preset: '1' })
    // Without JavaScript a starter names no model: the preset does.
    const opened = await post(site, '/chats', starter, { plain: true })
    const id = /chats\/([\w-]+)/.exec(opened.headers.get('Location') ?? '')?.[1] ?? ''
    expect(await findChat(site.db, local, chatNamed(id))).toMatchObject({
      model: stored.model,
      settings: stored.settings,
    })
  })

  it('begins with another preset, or with none, by a link', async () => {
    const site = await testSite()
    await post(site, '/presets', reviewer)
    await post(site, '/presets', { ...emptyPreset, starters: 'Plainly.' })
    expect((await home(site, '/?preset=2')).text('.prompts')).toBe('Plainly.')
    for (const path of ['/?preset=0', '/?preset=99', '/?preset=x']) {
      const page = await home(site, path)
      expect(page.text('.chip[aria-current]')).toBe('No preset')
      expect(page.has('[name=preset]')).toBe(false)
      expect(page.document.querySelectorAll('.prompt')).toHaveLength(3)
    }
  })
})
