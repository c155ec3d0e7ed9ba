import { languages } from '../../src/strings/languages.ts'
import type { Preferences } from '../../src/viewer.ts'
import { createLinks } from '../../src/views/links.ts'
import { createUi, type Ui } from '../../src/views/ui.ts'

/** What views are handed, at the root of a site, for somebody whose browser says that of them. */
export function testUi(preferences: Partial<Preferences> = {}): Ui {
  const siteMap = { links: createLinks(''), asset: (name: string) => `/${name}` }
  return createUi(siteMap, languages, { language: 'en', zone: undefined, theme: undefined, ...preferences })
}
