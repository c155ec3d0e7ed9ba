import type { Context } from 'hono'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import type { ChatId } from './ids.ts'
import type { Renderer } from './markdown/render.ts'
import type { Catalog } from './providers/catalog.ts'
import type { Hub } from './streaming/hub.ts'
import type { Presenter } from './streaming/presenter.ts'
import type { Languages } from './strings/languages.ts'
import type { Viewer } from './viewer.ts'
import type { SiteMap, Ui } from './views/ui.ts'

/** All that routes need from outside: made by the platform, and handed to `createApp`. */
export type Dependencies = {
  /** Where the chats are that the routes serve. */
  chats: Database
  /** What the user keeps: the list of chats, presets and prompts. The same, except for temporary chats. */
  library: Database
  hub: Hub
  catalog: Catalog
  renderer: Renderer
  presenter: Presenter
  siteMap: SiteMap
  languages: Languages
  now: () => number
  newChatId: () => ChatId
  /** For the log: what went wrong, without any text of a message. */
  report: (what: string, error: unknown) => void
}

/** How the app is reached, and by whom. */
export type Access = Pick<Config, 'basePath' | 'password' | 'hosts' | 'addressHeader'> & {
  /** Answers requests for the assets, or undefined when it has none of that name. */
  assets: (request: Request) => Promise<Response | undefined>
}

/** What handlers find on their context. `peer` is the address at the other end of the connection, as the platform knows it. */
export type AppEnv = { Bindings: { peer?: string | undefined }; Variables: { viewer: Viewer; ui: Ui } }

export type AppContext = Context<AppEnv>

/** Whether htmx asks, so that the answer is a fragment for a swap and not a page. */
export function asksForFragment(c: AppContext): boolean {
  return c.req.header('HX-Request') === 'true'
}

/**
 * Whether a request comes from one of our own pages, or from nobody's. Browsers say where it comes from in `Sec-Fetch-Site`,
 * and in `Origin`; what sends neither is no browser, and has no login to abuse.
 */
export function isOwnRequest(c: AppContext): boolean {
  const site = c.req.header('Sec-Fetch-Site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = c.req.header('Origin')
  if (origin === undefined) return true
  const host = c.req.header('Host') ?? new URL(c.req.url).host
  return URL.canParse(origin) && new URL(origin).host === host
}
