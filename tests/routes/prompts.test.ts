import { describe, expect, it } from 'vitest'
import { findPrompt, insertPrompt, listPrompts } from '../../src/db/prompts.ts'
import { testSite } from '../support/app.ts'
import { local, stranger } from '../support/ids.ts'
import { Page } from '../support/page.ts'
import { open, post, type Site } from '../support/site.ts'

const translate = { name: 'translate', content: 'Into {{language}}, with {{ tone of voice }}: {{language}}' }

describe('the prompt library', () => {
  it('says that it is empty, and keeps what is written', async () => {
    const site = await testSite()
    expect(await (await open(site, '/prompts')).text()).toContain('There are no prompts yet')
    expect((await open(site, '/prompts/new')).status).toBe(200)
    const created = await post(site, '/prompts', { name: '  two  words ', content: 'A\r\nB\r\n' }, { plain: true })
    expect([created.status, created.headers.get('Location')]).toEqual([303, '/prompts'])
    expect(await listPrompts(site.db, local)).toMatchObject([{ name: 'two words', content: 'A\nB' }])
    const page = new Page(await (await open(site, '/prompts/1')).text())
    expect(page.document.querySelector<HTMLTextAreaElement>('[name=content]')?.value).toBe('A\nB')
    await post(site, '/prompts/1', { name: 'other', content: 'C' }, { plain: true })
    expect(await listPrompts(site.db, local)).toMatchObject([{ name: 'other', content: 'C' }])
    expect((await post(site, '/prompts/1/deletion', {}, { plain: true })).headers.get('Location')).toBe('/prompts')
    expect(await listPrompts(site.db, local)).toEqual([])
  })

  it.each([
    ['a name that is taken', { name: 'translate', content: 'x' }, 'name', 'another prompt of that name'],
    ['no name', { name: ' ', content: 'x' }, 'name', 'Give it a name'],
    ['a long name', { name: 'x'.repeat(61), content: 'x' }, 'name', 'At most 60'],
    ['no text', { name: 'x', content: '\n' }, 'content', 'Write the prompt'],
    ['too long a text', { name: 'x', content: 'x'.repeat(50_001) }, 'content', 'At most 50,000'],
    ['a missing field', { name: 'x' }, 'content', 'The form came incomplete'],
  ])('refuses %s beside the field, and changes nothing', async (_what, fields, field, sentence) => {
    const site = await testSite()
    await post(site, '/prompts', translate)
    await post(site, '/prompts', { name: 'second', content: 'y' })
    const before = await listPrompts(site.db, local)
    for (const path of ['/prompts', '/prompts/2']) {
      const response = await post(site, path, fields as Record<string, string>, { plain: true })
      expect(response.status).toBe(422)
      const page = new Page(await response.text())
      expect(page.text(`#prompt-${field}-problem`)).toContain(sentence)
      expect(page.document.querySelector<HTMLInputElement>('[name=name]')?.value.trim()).toBe(fields.name.trim())
    }
    expect(await listPrompts(site.db, local)).toEqual(before)
  })

  it('lets a prompt keep its own name', async () => {
    const site = await testSite()
    await post(site, '/prompts', translate)
    expect((await post(site, '/prompts/1', { ...translate, content: 'New' })).status).toBe(303)
  })

  it('is nobody else’s', async () => {
    const site = await testSite()
    await insertPrompt(site.db, stranger, translate, 1)
    expect(await (await open(site, '/prompts')).text()).not.toContain('translate')
    expect((await open(site, '/prompts/1')).status).toBe(404)
    for (const path of ['/prompts/1', '/prompts/1/deletion', '/prompts/1/filling', '/prompts/x', '/prompts/1e999'])
      expect((await post(site, path, { name: 'mine', content: 'mine' })).status).toBe(404)
    expect(await findPrompt(site.db, stranger, 1)).toMatchObject(translate)
    expect((await post(site, '/prompts', translate)).status).toBe(303)
  })
})

describe('a slash in the box', () => {
  const look = async (site: Site, content: string) => {
    const path = `/prompts/matches?content=${encodeURIComponent(content)}`
    const page = new Page(await (await open(site, path, { 'HX-Request': 'true' })).text())
    return [...page.document.querySelectorAll('.match strong')].map(({ textContent }) => textContent)
  }

  it('finds prompts by their letters, those that begin with them first', async () => {
    const site = await testSite()
    for (const name of ['Translate', 'Retranslate', '100 %_\\', 'Summarise'])
      await post(site, '/prompts', { ...translate, name })
    expect(await look(site, '/')).toEqual(['100 %_\\', 'Retranslate', 'Summarise', 'Translate'])
    expect(await look(site, '/trans')).toEqual(['Translate', 'Retranslate'])
    expect(await look(site, '/%_\\')).toEqual(['100 %_\\'])
    for (const none of ['/xyz', 'translate', '', '/trans\nlate', `/${'x'.repeat(61)}`])
      expect(await look(site, none)).toEqual([])
  })

  it('says what to do when there is nothing to find', async () => {
    const site = await testSite()
    const at = (content: string) => open(site, `/prompts/matches?content=${content}`, { 'HX-Request': 'true' })
    expect(await (await at('%2F')).text()).toContain('href="/prompts/new"')
    expect(await (await at('%2Fetc')).text()).toBe('')
    expect((await open(site, '/prompts/matches?content=%2F')).headers.get('Location')).toBe('/prompts')
  })
})

describe('a prompt that is used', () => {
  it('goes into the box at once when it leaves nothing open', async () => {
    const site = await testSite()
    await post(site, '/prompts', { name: 'plain', content: 'Be <brief> & kind.' })
    const page = new Page(await (await post(site, '/prompts/1/filling')).text())
    expect(page.text('#content')).toBe('Be <brief> & kind.')
    expect(page.document.querySelector('#library')?.getAttribute('hx-swap-oob')).toBe('innerHTML')
  })

  it('asks for its variables first, each once, and fills them in as they are', async () => {
    const site = await testSite()
    await post(site, '/prompts', translate)
    const asked = await post(site, '/prompts/1/filling')
    expect(asked.headers.get('HX-Retarget')).toBe('#library')
    const form = new Page(await asked.text())
    const names = [...form.document.querySelectorAll('textarea')].map(({ name }) => name)
    expect(names).toEqual(['variable.language', 'variable.tone of voice'])
    const values = { 'variable.language': '{{language}} $& \r\nx', 'variable.tone of voice': '' }
    const filled = new Page(await (await post(site, '/prompts/1/filling', values)).text())
    expect(filled.text('#content')).toBe('Into {{language}} $& \nx, with : {{language}} $& \nx')
  })

  it('works without JavaScript: a page asks, and the first page has the text in its box', async () => {
    const site = await testSite()
    await post(site, '/prompts', translate)
    const asked = await (await post(site, '/prompts/1/filling', {}, { plain: true })).text()
    expect(asked).toContain('<!doctype html>')
    expect(new Page(asked).document.querySelectorAll('form[action="/prompts/1/filling"] textarea')).toHaveLength(2)
    const values = { 'variable.language': 'Danish', 'variable.tone of voice': 'wit' }
    const page = new Page(await (await post(site, '/prompts/1/filling', values, { plain: true })).text())
    expect(page.text('#content')).toBe('Into Danish, with wit: Danish')
    expect(page.document.querySelector('#composer')?.getAttribute('action')).toBe('/chats')
  })
})
