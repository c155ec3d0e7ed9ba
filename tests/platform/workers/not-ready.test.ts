import { expect, it } from 'vitest'
import { ConfigError } from '../../../src/config.ts'
import { spokenLanguage } from '../../../src/middleware/viewer.ts'
import { notReady } from '../../../src/platform/workers/not-ready.tsx'
import { twoLanguages } from '../../support/languages.ts'
import { Page } from '../../support/page.ts'

it.each([
  ['de', 'Weir ist noch nicht so weit'],
  ['en', 'Weir is not ready'],
])('says in the reader’s language that it is not ready: %s', async (language, title) => {
  const request = new Request('https://weir.example/', { headers: { 'Accept-Language': language } })
  const middleware = [spokenLanguage(twoLanguages)]
  const response = await notReady(request, new ConfigError('PORT must be a port.'), twoLanguages, middleware)
  expect(response.status).toBe(503)
  const page = new Page(await response.text())
  expect(page.document.documentElement.lang).toBe(language)
  expect(page.text('h1')).toBe(title)
  expect(page.text('li')).toBe('PORT must be a port.')
})
