import { queryObjects } from 'node:v8'
import { expect, it, onTestFinished, vi } from 'vitest'
import { testSite } from '../support/app.ts'
import { ask } from '../support/database.ts'
import { twoLanguages } from '../support/languages.ts'
import { Page } from '../support/page.ts'
import { open } from '../support/site.ts'

/** As many cookies: of zones that there are, and more of zones that somebody makes up. */
function cookies(count: number): string[] {
  const real = Intl.supportedValuesOf('timeZone').slice(0, count / 2)
  const madeUp = Array.from({ length: count - real.length }, (_, index) => `Nowhere/Land_${index}`)
  return [...real, ...madeUp].map((zone) => `weir-zone=${zone}`)
}

it('holds no more for 10,000 people who say that they live in 10,000 zones', async () => {
  const on = await testSite({}, { languages: twoLanguages })
  await ask(on.db)
  for (const [index, cookie] of cookies(10_000).entries()) {
    const headers = { 'HX-Request': 'true', 'Accept-Language': index % 2 === 0 ? 'de' : 'en', Cookie: cookie }
    const list = await on.fetch('/chats', { headers })
    expect(list.status).toBe(200)
    await list.arrayBuffer()
  }
  // What a table of zones would grow by: the formats of their dates.
  expect(queryObjects(Intl.DateTimeFormat, { format: 'count' })).toBeLessThan(300)
  // The last one is told its own time all the same.
  const tokyo = await (await open(on, '/chats', { Cookie: 'weir-zone=Asia/Tokyo' })).text()
  expect(new Page(tokyo).text('.own-list span')).toBe('Jan 1, 1970')
}, 600_000)

it('makes nothing at all for those who have not signed in', async () => {
  const on = await testSite({ password: 'a long password' }, { languages: twoLanguages })
  await open(on, '/')
  const made = vi.spyOn(Intl, 'DateTimeFormat')
  onTestFinished(() => made.mockRestore())
  for (const cookie of cookies(1000)) expect((await open(on, '/', { Cookie: cookie })).status).toBe(401)
  expect(made).not.toHaveBeenCalled()
}, 120_000)
