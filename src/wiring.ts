import { answering } from './chat/answering.ts'
import type { Config } from './config.ts'
import type { Dependencies } from './context.ts'
import type { Database } from './db/database.ts'
import { searchSections } from './db/sections.ts'
import { type ChatId, isChatId, known } from './ids.ts'
import { createRenderer } from './markdown/render.ts'
import type { Sanitizer } from './markdown/sanitize.tsx'
import { createCatalog } from './providers/catalog.ts'
import { createGuide } from './providers/guide.ts'
import { createOllama } from './providers/ollama.ts'
import type { Provider } from './providers/provider.ts'
import { createHub, type Hub, type HubTools } from './streaming/hub.ts'
import { Queue } from './streaming/queue.ts'
import { createLinks } from './views/links.ts'
import { createPresenter } from './views/presenter.tsx'
import { titlePartials } from './views/title.tsx'
import type { Ui } from './views/ui.ts'
import { words } from './views/words.ts'

/** What only a platform has. */
export type Platform = {
  db: Database
  /** A migrated database with the user in it that is gone with the process, for temporary chats. */
  temporary?: Database
  /** Reaches Ollama. */
  fetch: typeof fetch
  /** Who answers besides the guide; Ollama at the configured address, unless given. */
  providers?: [Provider, ...Provider[]]
  asset: Ui['asset']
  assets: Dependencies['assets']
  /** Cleans HTML that a model wrote; without one it is shown as text. */
  sanitizer?: () => Promise<Sanitizer>
  report: Dependencies['report']
}

/** What a hub needs besides the queue, which may be that of more hubs. */
type Tools = Omit<HubTools, 'queue'>

/** Joins the parts to one app's dependencies, with a hub whose generations run in this process, in one queue. */
export function wire(config: Config, platform: Platform) {
  const queue = new Queue(config.limits)
  const makeHub = (tools: Tools) => createHub({ ...tools, queue })
  const kept = wireWith(config, platform, makeHub)
  if (!platform.temporary) return kept
  const { basePath } = config
  const ui: Ui = { ...kept.deps.ui, temporary: 'here', links: createLinks(basePath, `${basePath}/temporary`) }
  const temporary = overChats({ ...kept.deps, ui, chats: platform.temporary }, makeHub)
  const deps: Dependencies = { ...kept.deps, ui: { ...kept.deps.ui, temporary: 'offered' }, temporary: temporary.deps }
  const close = async () => {
    await Promise.all([kept.hub.close(), temporary.hub.close()])
  }
  return { deps, hub: { ...kept.hub, close } }
}

/** The same with a hub of the platform's own: generations may run elsewhere, or be kept in more than one place. */
export function wireWith<H extends Hub>(config: Config, platform: Platform, makeHub: (tools: Tools) => H) {
  const { db, report, assets } = platform
  const now = Date.now
  const { basePath, password, hosts } = config
  const asset: Ui['asset'] = (name) => basePath + platform.asset(name)
  const ui: Ui = { links: createLinks(basePath), words, asset }
  const providers = platform.providers ?? [
    createOllama({ ...config.ollama, words: words.ollama, fetch: platform.fetch }),
  ]
  const guide = createGuide({ words: words.guide, search: (query) => searchSections(db, query, 5) })
  const catalog = createCatalog([...providers, guide], words.providers, now)
  const renderer = createRenderer({ labels: words.text, ...(platform.sanitizer && { sanitizer: platform.sanitizer }) })
  const shared = { library: db, catalog, renderer, ui, assets, basePath, password, hosts, now, newChatId, report }
  return overChats({ ...shared, chats: db }, makeHub)
}

/** Completes the dependencies with what belongs to the chats of one database: how they are shown, and who answers there. */
function overChats<H extends Hub>(parts: Omit<Dependencies, 'hub' | 'presenter'>, makeHub: (tools: Tools) => H) {
  const { chats, ui, catalog, renderer, now, report } = parts
  const presenter = createPresenter(ui)
  const showTitle = (chatId: ChatId, title: string) => titlePartials(ui, chatId, title)
  const hub = makeHub({
    ...{ renderer, presenter, words: words.providers, now, report },
    ...answering({ chats, catalog, now, showTitle }),
  })
  return { deps: { ...parts, presenter, hub }, hub } satisfies { deps: Dependencies; hub: H }
}

/** 72 random bits: an address that cannot be guessed, though it is no secret either. */
function newChatId(): ChatId {
  const bytes = crypto.getRandomValues(new Uint8Array(9))
  const text = btoa(String.fromCharCode(...bytes))
  return known(isChatId, text.replaceAll('+', '-').replaceAll('/', '_'))
}
