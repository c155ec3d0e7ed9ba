import { expect, it } from 'vitest'
import { dayName } from '../../src/views/days.ts'
import { createLinks } from '../../src/views/links.ts'
import type { Ui } from '../../src/views/ui.ts'
import { words } from '../../src/views/words.ts'
import { testSite } from '../support/app.ts'
import { ask } from '../support/database.ts'
import { Page } from '../support/page.ts'
import { open } from '../support/site.ts'

const ui: Ui = { links: createLinks(''), words, asset: (name) => `/${name}` }

async function timeIn(cookie?: string): Promise<string> {
  const on = await testSite()
  const { question } = await ask(on.db, { now: 0 })
  const page = await open(on, '/chats/chat-1', cookie === undefined ? {} : { Cookie: cookie })
  expect(page.status).toBe(200)
  return new Page(await page.text()).text(`#m${question.id} time`)
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
  expect(dayName(Date.parse(time), now, { ...ui, zone })).toBe(name)
})

it('counts days by the calendar when clocks change', () => {
  const inBerlin = { ...ui, zone: 'Europe/Berlin' }
  // The night from 28 to 29 March 2026 has one hour less.
  const now = Date.parse('2026-03-29T22:30:00Z')
  expect(dayName(Date.parse('2026-03-28T23:30:00Z'), now, inBerlin)).toBe('Yesterday')
  expect(dayName(Date.parse('2026-03-28T22:59:00Z'), now, inBerlin)).toBe('Previous 7 days')
})
