import type { Links } from './links.ts'
import type { Words } from './words.ts'

/** The files that pages load, by their own names. */
export type AssetName = 'app.css' | 'app.js' | 'htmx.js' | 'sse.js' | 'icon.svg'

/** What every view is handed: addresses, words, and where the assets are (content-hashed, so cached for ever). */
export type Ui = {
  links: Links
  words: Words
  asset: (name: AssetName) => string
  /** Whether chats can be had that are never stored, or this is where they are. */
  temporary?: 'offered' | 'here'
  /** The time zone of whoever looks, by its IANA name; the server's unless given. */
  zone?: string
}
