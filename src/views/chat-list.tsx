import type { Chat } from '../db/schema.ts'
import type { ChatId } from '../ids.ts'
import { ChatMenu } from './chat-menu.tsx'
import { byDays, dayName } from './days.ts'
import { ids } from './ids.ts'
import { shortcuts } from './keys.tsx'
import type { Ui } from './ui.ts'

/** One page of the user's chats. The first one has the pinned ones, too. */
export type ListedChats = {
  pinned: Chat[]
  chats: Chat[]
  /** Whether there are more below the last one. */
  more: boolean
  /** When the last one of the page above was used: its day has its name already. */
  after?: number | undefined
  current: ChatId | undefined
  /** Epoch milliseconds. */
  now: number
}

export function ChatList({ ui, listed, oob }: { ui: Ui; listed: ListedChats; oob?: boolean }) {
  const { pinned, current } = listed
  return (
    <div id={ids.chatList} class="chat-list" hx-swap-oob={oob ? 'true' : undefined}>
      <p class="empty">{ui.words.noChats}</p>
      {pinned.length > 0 && (
        <ChatGroup ui={ui} name={ui.words.lists.pinned} chats={pinned} near={near(listed)} current={current} titled />
      )}
      <ChatPage ui={ui} listed={listed} />
    </div>
  )
}

/** One page of the list, and a link to the next one that follows itself when it is scrolled to. */
export function ChatPage({ ui, listed }: { ui: Ui; listed: ListedChats }) {
  const { chats, more, after, current, now } = listed
  const begun = after === undefined ? undefined : dayName(after, now, ui)
  const last = chats.at(-1)
  const next = last && ui.links.chatsBefore(last)
  return (
    <>
      {byDays(chats, now, ui).map((day) => (
        <ChatGroup
          ui={ui}
          name={day.name}
          chats={day.chats}
          near={near(listed)}
          current={current}
          titled={day.name !== begun}
        />
      ))}
      {more && (
        <a class="older" href={next} hx-get={next} hx-trigger="click, intersect once" hx-swap="outerHTML">
          {ui.words.lists.older}
        </a>
      )}
    </>
  )
}

/** The keys that lead to the chats above and below the current one; from elsewhere, to the first one. */
function near({ pinned, chats, current }: ListedChats): Map<ChatId | undefined, string> {
  const shown = [...pinned, ...chats].map(({ id }) => id)
  const at = current === undefined ? -1 : shown.indexOf(current)
  return new Map<ChatId | undefined, string>([
    [shown[at - 1], shortcuts.previousChat],
    [shown[at + 1], shortcuts.nextChat],
  ])
}

type Near = ReturnType<typeof near>

function ChatGroup(props: {
  ui: Ui
  name: string
  chats: Chat[]
  near: Near
  current: ChatId | undefined
  titled: boolean
}) {
  const { ui, name, chats, near, current, titled } = props
  return (
    <>
      {titled && <h2>{name}</h2>}
      <ul aria-label={name}>
        {chats.map((chat) => (
          <ListedChat ui={ui} chat={chat} current={chat.id === current} keys={near.get(chat.id)} />
        ))}
      </ul>
    </>
  )
}

/** A chat in the list; `focused` after its menu was used, since what had the focus is gone with that. */
export function ListedChat(props: {
  ui: Ui
  chat: Chat
  current: boolean
  focused?: boolean
  keys?: string | undefined
}) {
  const { ui, chat, current, focused, keys } = props
  return (
    <li>
      <a
        id={ids.listedChat(chat.id)}
        href={ui.links.chat(chat.id)}
        dir="auto"
        aria-current={current ? 'page' : undefined}
        autofocus={focused}
        aria-keyshortcuts={keys}
      >
        {chat.title}
      </a>
      <ChatMenu ui={ui} chat={chat} listed />
    </li>
  )
}

/** Chats as plain links with their days, for pages whose main part is a list of them. */
export function ChatLinks({ ui, chats, older }: { ui: Ui; chats: Chat[]; older?: string | undefined }) {
  return (
    <>
      <ul class="own-list">
        {chats.map((chat) => (
          <li>
            <a href={ui.links.chat(chat.id)}>
              <strong dir="auto">{chat.title}</strong>
              <span>{ui.times.day(chat.updatedAt)}</span>
            </a>
            {chat.archived && <BringBack ui={ui} chat={chat} />}
          </li>
        ))}
      </ul>
      {older !== undefined && (
        <a class="button" href={older}>
          {ui.words.lists.older}
        </a>
      )}
    </>
  )
}

function BringBack({ ui, chat }: { ui: Ui; chat: Chat }) {
  const { lists } = ui.words
  return (
    <form method="post" action={ui.links.chat(chat.id)}>
      <button
        type="submit"
        name="archived"
        value="false"
        class="quiet"
        aria-label={`${lists.bringBack}: ${chat.title}`}
      >
        {lists.bringBack}
      </button>
    </form>
  )
}
