import type { Context } from 'hono'
import type { Database } from './db/database.ts'
import type { ChatId, UserId } from './ids.ts'
import type { Renderer } from './markdown/render.ts'
import type { Catalog } from './providers/catalog.ts'
import type { Hub } from './streaming/hub.ts'
import type { Presenter } from './streaming/presenter.ts'
import type { Ui } from './views/ui.ts'

/** All that routes need from outside: made by the platform, and handed to `createApp`. */
export type Dependencies = {
  /** Where the chats are that the routes serve. */
  chats: Database
  /** What the user keeps: the list of chats, presets and prompts. The same, except for temporary chats. */
  library: Database
  /** The same for chats that are never stored, where the platform has a memory to keep them in. */
  temporary?: Dependencies
  hub: Hub
  catalog: Catalog
  renderer: Renderer
  presenter: Presenter
  ui: Ui
  /** Answers requests for the assets, or undefined when it has none of that name. */
  assets: (request: Request) => Promise<Response | undefined>
  /** The path below which a proxy serves the app, '' for the root. */
  basePath: string
  /** Sign-in, when set. */
  password: string | undefined
  /** Host names (without port) that are answered to when there is no sign-in. */
  hosts: string[]
  now: () => number
  newChatId: () => ChatId
  /** For the log: what went wrong, without any text of a message. */
  report: (what: string, error: unknown) => void
}

/** What handlers find on their context. */
export type AppEnv = { Variables: { userId: UserId } }

export type AppContext = Context<AppEnv>

/** Whether htmx asks, so that the answer is a fragment for a swap and not a page. */
export function asksForFragment(c: AppContext): boolean {
  return c.req.header('HX-Request') === 'true'
}
