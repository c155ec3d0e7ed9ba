import { expect, it } from 'vitest'
import { dayName } from '../../src/views/days.ts'
import { testSite } from '../support/app.ts'
import { ask } from '../support/database.ts'
import { twoLanguages } from '../support/languages.ts'
import { Page } from '../support/page.ts'
import { open, type Site } from '../support/site.ts'
import { testUi } from '../support/ui.ts'

async function page(site: Site, path: string, headers: Record<string, string> = {}): Promise<Page> {
  return new Page(await (await open(site, path, headers)).text())
}

async function timeIn(cookie?: string): Promise<string> {
  const on = await testSite()
  const { question } = await ask(on.db, { now: 0 })
  const shown = await page(on, '/chats/chat-1', cookie === undefined ? {} : { Cookie: cookie })
  return shown.text(`#m${question.id} time`)
}

it.each([
  ['weir-zone=Asia/Tokyo', 'Jan 1, 1970, 9:00 AM'],
  ['other=1; weir-zone=America/New_York', 'Dec 31, 1969, 7:00 PM'],
])('tells times where the browser is: %s', async (cookie, time) => {
  expect((await timeIn(cookie)).replace(/\s/g, ' ')).toBe(time)
})

it.each(['weir-zone=Nowhere/Land', 'weir-zone=<script>', 'weir-zone=', `weir-zone=${'x'.repeat(5000)}`])(
  'keeps to its own zone when it is told none: %.30s',
  async (cookie) => {
    expect(await timeIn(cookie)).toBe(await timeIn())
  },
)

it.each([
  ['Asia/Tokyo', '2026-03-01T14:59:59Z', 'Yesterday'],
  ['Asia/Tokyo', '2026-03-01T15:00:00Z', 'Today'],
  ['America/New_York', '2026-03-02T04:59:59Z', 'Yesterday'],
  ['America/New_York', '2026-03-02T05:00:00Z', 'Today'],
  ['Asia/Tokyo', '2026-02-22T15:00:00Z', 'Previous 7 days'],
  ['Asia/Tokyo', '2026-02-22T14:59:59Z', 'February 2026'],
])('begins days when they begin in %s: %s was %s', (zone, time, name) => {
  const now = Date.parse('2026-03-02T10:00:00Z')
  expect(dayName(Date.parse(time), now, testUi({ zone }))).toBe(name)
})

it('counts days by the calendar when clocks change', () => {
  const inBerlin = testUi({ zone: 'Europe/Berlin' })
  // The night from 28 to 29 March 2026 has one hour less.
  const now = Date.parse('2026-03-29T22:30:00Z')
  expect(dayName(Date.parse('2026-03-28T23:30:00Z'), now, inBerlin)).toBe('Yesterday')
  expect(dayName(Date.parse('2026-03-28T22:59:00Z'), now, inBerlin)).toBe('Previous 7 days')
})

it('gives two people who ask at the same time each their own language and zone', async () => {
  const on = await testSite({}, { languages: twoLanguages })
  const { question } = await ask(on.db, { now: 0 })
  const inTokyo = { 'Accept-Language': 'en', Cookie: 'weir-zone=Asia/Tokyo' }
  const inBerlin = { 'Accept-Language': 'de', Cookie: 'weir-zone=Europe/Berlin' }
  const pages = await Promise.all(
    Array.from({ length: 20 }, (_, index) => page(on, '/chats/chat-1', index % 2 === 0 ? inTokyo : inBerlin)),
  )
  const seen = pages.map((shown) => [
    shown.document.documentElement.lang,
    shown.text('.new-chat'),
    shown.text(`#m${question.id} time`).replace(/\s/g, ' '),
    shown.text('.chat-list h2'),
  ])
  expect(seen.filter((_, index) => index % 2 === 0)).toEqual(
    Array.from({ length: 10 }, () => ['en', 'New chat', 'Jan 1, 1970, 9:00 AM', 'January 1970']),
  )
  expect(seen.filter((_, index) => index % 2 === 1)).toEqual(
    Array.from({ length: 10 }, () => ['de', 'Neues Gespräch', '01.01.1970, 01:00', 'Januar 1970']),
  )
})

it.each([
  ['the browser’s first choice', { 'Accept-Language': 'de,en;q=0.9' }, 'de'],
  ['its first choice that there is', { 'Accept-Language': 'fr,ja;q=0.9,de;q=0.5,en;q=0.1' }, 'de'],
  ['a region’s language', { 'Accept-Language': 'de-AT' }, 'de'],
  ['the cookie before the browser', { 'Accept-Language': 'en', Cookie: 'weir-language=de' }, 'de'],
  ['the browser’s for a cookie of none', { 'Accept-Language': 'de', Cookie: 'weir-language=tlh' }, 'de'],
  ['the first one for somebody who asks for none', {}, 'en'],
  ['the first one where there is none that is asked for', { 'Accept-Language': 'fr, *;q=0.1' }, 'en'],
  ['the first one for a broken header', { 'Accept-Language': `;;q=,${'de'.repeat(2000)}` }, 'en'],
])('speaks %s', async (_, headers, language) => {
  const on = await testSite({}, { languages: twoLanguages })
  expect((await page(on, '/', headers)).document.documentElement.lang).toBe(language)
})

it('says in the reader’s language what is wrong, and where nothing is', async () => {
  const on = await testSite({}, { languages: twoLanguages })
  const german = { 'Accept-Language': 'de' }
  expect((await page(on, '/nowhere', german)).text('.problem')).toContain('Hier ist nichts.')
  expect((await page(on, '/chats/gone', german)).text('.problem')).toContain('Hier ist nichts.')
  expect((await page(on, '/temporary', german)).text('main')).toContain('Ein Gespräch, das nicht bleibt')
  for (const [language, sentence] of [
    ['de', 'Schreib erst etwas.'],
    ['en', 'Write something first.'],
    ['de', 'Schreib erst etwas.'],
  ] as const) {
    const refused = await send(on, '/chats', language)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain(sentence)
  }
  expect(await (await send(on, '/presets', 'de', { name: '' })).text()).toContain('Gib ihm einen Namen.')
  expect(await (await send(on, '/presets', 'en', { name: '' })).text()).toContain('Give it a name.')
  const foreign = await send(on, '/chats', 'de', { content: 'Hello' }, 'cross-site')
  expect(await foreign.text()).toContain('Das kam von einer anderen Seite.')
})

it('asks for the password in the reader’s language', async () => {
  const on = await testSite({ password: 'a long password' }, { languages: twoLanguages })
  const refused = await page(on, '/', { 'Accept-Language': 'de' })
  expect(refused.document.documentElement.lang).toBe('de')
  expect(refused.text('.problem')).toContain('Weir antwortet denen, die das Kennwort wissen.')
})

it.each([
  ['weir-theme=dark', 'dark'],
  ['weir-theme=light', 'light'],
  ['weir-theme="><script>', undefined],
  ['', undefined],
])('shows the colours that the browser was told to: %s', async (cookie, theme) => {
  const on = await testSite()
  const { document } = await page(on, '/', { Cookie: cookie })
  expect(document.documentElement.dataset.theme).toBe(theme)
})

/** Posts a form as a page in that language does. */
function send(site: Site, path: string, language: string, fields: Record<string, string> = {}, from = 'same-origin') {
  return site.fetch(path, {
    method: 'POST',
    body: new URLSearchParams({ content: '', ...fields }),
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Sec-Fetch-Site': from,
      'Accept-Language': language,
    },
  })
}
