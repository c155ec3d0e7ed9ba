import type { Words } from '../strings/en/words.ts'
import { type Languages, languageOf } from '../strings/languages.ts'
import type { Preferences, Theme } from '../viewer.ts'
import type { Links } from './links.ts'
import { type Times, timesIn } from './times.ts'

/** The files that pages load, by their own names. */
export type AssetName = 'app.css' | 'app.js' | 'htmx.js' | 'sse.js' | 'icon.svg'

/** Where everything is: the same for all who look. */
export type SiteMap = {
  links: Links
  /** Addresses of assets: content-hashed, so cached for ever. */
  asset: (name: AssetName) => string
  /** Whether chats can be had that are never stored, or this is where they are. */
  temporary?: 'offered' | 'here'
}

/** What every view is handed: where everything is, and how to speak to whoever looks. */
export type Ui = SiteMap & {
  /** Its BCP 47 tag. */
  language: string
  words: Words
  readonly times: Times
  theme: Theme | undefined
}

/** Cheap enough for every request. */
export function createUi(siteMap: SiteMap, languages: Languages, { language, zone, theme }: Preferences): Ui {
  const { tag, words } = languageOf(languages, language)
  return {
    ...siteMap,
    ...{ language: tag, words, theme },
    // Only on demand: most fragments tell no time.
    get times() {
      return timesIn(tag, zone)
    },
  }
}
