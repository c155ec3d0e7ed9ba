import type { Chat } from '../db/schema.ts'
import type { ProviderStatus } from '../providers/provider.ts'
import { ids } from './ids.ts'
import { StatusLine } from './status-line.tsx'
import type { Ui } from './ui.ts'

export function Sidebar({
  ui,
  chats,
  current,
  status,
}: {
  ui: Ui
  chats: Chat[]
  current?: string | undefined
  status: ProviderStatus
}) {
  const { words, links } = ui
  return (
    <>
      <details class="menu" open>
        <summary class="menu-button">{words.menu}</summary>
        <nav aria-label={words.chats}>
          <a class="button new-chat" href={links.home} accesskey="n">
            {words.newChat}
          </a>
          <ChatList ui={ui} chats={chats} current={current} />
        </nav>
        <nav class="own-links" aria-label={words.own}>
          <a href={links.prompts}>{words.prompts.title}</a>
          <a href={links.presets}>{words.presets.title}</a>
        </nav>
      </details>
      <StatusLine ui={ui} status={status} />
    </>
  )
}

export function ChatList({
  ui,
  chats,
  current,
  oob,
}: {
  ui: Ui
  chats: Chat[]
  current?: string | undefined
  oob?: boolean
}) {
  const { words, links } = ui
  return (
    <div id={ids.chatList} class="chat-list" hx-swap-oob={oob ? 'true' : undefined}>
      {chats.length === 0 && <p class="empty">{words.noChats}</p>}
      <ul>
        {chats.map((chat) => (
          <li>
            <a
              id={ids.listedChat(chat.id)}
              href={links.chat(chat.id)}
              aria-current={chat.id === current ? 'page' : undefined}
            >
              {chat.title}
            </a>
            <form
              method="post"
              action={links.chatDeletion(chat.id)}
              hx-post={links.chatDeletion(chat.id)}
              hx-confirm={words.actions.confirmChat}
              hx-swap="none"
            >
              <button type="submit" class="quiet" aria-label={`${words.actions.delete}: ${chat.title}`}>
                ×
              </button>
            </form>
          </li>
        ))}
      </ul>
    </div>
  )
}
