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
import type { HubTools } from './streaming/hub.ts'
import type { Presenter } from './streaming/presenter.ts'
import { type Languages, languages } from './strings/languages.ts'
import { createLinks } from './views/links.ts'
import { createPresenter } from './views/presenter.tsx'
import { titlePartials } from './views/title.tsx'
import { createUi, type SiteMap, type Ui } from './views/ui.ts'

/** What only a platform has. */
export type Platform = {
  /** The database of all that is kept. */
  db: Database
  /** Reaches Ollama. */
  fetch: typeof fetch
  /** Who answers besides the guide; Ollama at the configured address, unless given. */
  providers?: [Provider, ...Provider[]]
  /** The languages that there are, unless given. */
  languages?: Languages
  asset: SiteMap['asset']
  /** Cleans HTML that a model wrote; without one it is shown as text. */
  sanitizer?: () => Promise<Sanitizer>
  report: Dependencies['report']
}

/** What all chats share, wherever they are kept and their answers are written. */
export type Parts = Omit<Dependencies, 'chats' | 'hub' | 'presenter'>

/** Joins what the platform has to the parts of one app. */
export function createParts(config: Config, platform: Platform): Parts {
  const { db: library, report } = platform
  const now = Date.now
  const spoken = platform.languages ?? languages
  const { words } = spoken[0]
  const providers = platform.providers ?? [
    createOllama({ ...config.ollama, words: words.ollama, fetch: platform.fetch }),
  ]
  const guide = createGuide({ words: words.guide, search: (query) => searchSections(library, query, 5) })
  return {
    ...{ library, now, newChatId, report, languages: spoken },
    catalog: createCatalog([...providers, guide], words.providers, now),
    renderer: createRenderer({ labels: words.text, ...(platform.sanitizer && { sanitizer: platform.sanitizer }) }),
    siteMap: { links: createLinks(config.basePath), asset: (name) => config.basePath + platform.asset(name) },
  }
}

/** What a hub needs besides its limits to write answers into the chats of one database, which `siteMap` leads to. */
export function hubTools(
  { catalog, renderer, languages, now, report }: Parts,
  chats: Database,
  siteMap: SiteMap,
): Omit<HubTools, 'queue' | 'largestAnswer'> {
  const ui = uiOfAll(languages, siteMap)
  const showTitle = (chatId: ChatId, title: string) => titlePartials(ui, chatId, title)
  return {
    ...{ renderer, presenter: createPresenter(languages, siteMap), words: ui.words.providers, now, report },
    ...answering({ chats, catalog, now, showTitle }),
  }
}

/** How a running answer is shown. */
export function presenterOf({ languages }: Parts, siteMap: SiteMap): Presenter {
  return createPresenter(languages, siteMap)
}

function uiOfAll(languages: Languages, siteMap: SiteMap): Ui {
  return createUi(siteMap, languages, { language: languages[0].tag, zone: undefined, theme: undefined })
}

/** 72 random bits: an address that cannot be guessed, though it is no secret either. */
function newChatId(): ChatId {
  const bytes = crypto.getRandomValues(new Uint8Array(9))
  const text = btoa(String.fromCharCode(...bytes))
  return known(isChatId, text.replaceAll('+', '-').replaceAll('/', '_'))
}
