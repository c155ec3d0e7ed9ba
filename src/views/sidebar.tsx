import type { ProviderStatus } from '../providers/provider.ts'
import { ChatList, type ListedChats } from './chat-list.tsx'
import { ids } from './ids.ts'
import { shortcuts } from './keys.tsx'
import { StatusLine } from './status-line.tsx'
import type { Ui } from './ui.ts'

export function Sidebar({ ui, listed, status }: { ui: Ui; listed: ListedChats; status: ProviderStatus }) {
  const { words, links } = ui
  return (
    <>
      <MenuButton ui={ui} />
      <div id={ids.menu} class="menu" popover="auto">
        <nav class="chats" aria-label={words.chats}>
          <a class="button new-chat" href={links.home} aria-keyshortcuts={shortcuts.newChat}>
            {words.newChat}
          </a>
          <a class="button search-link" href={links.search} aria-keyshortcuts={shortcuts.search}>
            {words.search.label}
          </a>
          {ui.temporary !== undefined && (
            <a class="quiet button" href={links.temporary}>
              {words.temporary.begin}
            </a>
          )}
          <ChatList ui={ui} listed={listed} />
        </nav>
        <nav class="own-links" aria-label={words.own}>
          <a class="quiet button" href={links.archive}>
            {words.lists.archive}
          </a>
          <a class="quiet button" href={links.prompts}>
            {words.prompts.title}
          </a>
          <a class="quiet button" href={links.presets}>
            {words.presets.title}
          </a>
        </nav>
      </div>
      <StatusLine ui={ui} status={status} />
    </>
  )
}

/**
 * Calls the list of chats on a phone; on a wide screen the style sheet shows the list always, and never this. A chat's
 * header has one, too, and then it is the only one that is shown.
 */
export function MenuButton({ ui }: { ui: Ui }) {
  return (
    <button type="button" class="menu-button" popovertarget={ids.menu}>
      {ui.words.menu}
    </button>
  )
}
