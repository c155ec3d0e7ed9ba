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
      {/* On a phone the list comes when it is called; on a wide screen the style sheet shows it always. */}
      <button type="button" class="menu-button" popovertarget={ids.menu}>
        {words.menu}
      </button>
      <div id={ids.menu} class="menu" popover="auto">
        <nav aria-label={words.chats}>
          <a class="button new-chat" href={links.home} aria-keyshortcuts={shortcuts.newChat}>
            {words.newChat}
          </a>
          <a class="button search-link" href={links.search} aria-keyshortcuts={shortcuts.search}>
            {words.search.label}
          </a>
          {ui.temporary !== undefined && (
            <a class="temporary-link" href={links.temporary}>
              {words.temporary.begin}
            </a>
          )}
          <ChatList ui={ui} listed={listed} />
        </nav>
        <nav class="own-links" aria-label={words.own}>
          <a href={links.archive}>{words.lists.archive}</a>
          <a href={links.prompts}>{words.prompts.title}</a>
          <a href={links.presets}>{words.presets.title}</a>
        </nav>
      </div>
      <StatusLine ui={ui} status={status} />
    </>
  )
}
