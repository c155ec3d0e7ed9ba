import { Fragment } from 'hono/jsx'
import type { Chat, Message } from '../db/schema.ts'
import type { MessageId } from '../ids.ts'
import { ChatMenu } from './chat-menu.tsx'
import { Composer } from './composer.tsx'
import { ids } from './ids.ts'
import { GrowingMessage, MessageItem, type ShownMessage } from './message.tsx'
import type { ModelChoice } from './model-picker.tsx'
import { SettingsDrawer } from './settings.tsx'
import { MenuButton } from './sidebar.tsx'
import { TemporaryMark } from './temporary.tsx'
import type { Ui } from './ui.ts'

/** One chat as it is shown in the main part of the page. */
export function ChatView({
  ui,
  chat,
  thread,
  choice,
  growing,
}: {
  ui: Ui
  chat: Chat
  thread: ShownMessage[]
  choice: ModelChoice
  growing?: Growing
}) {
  return (
    <>
      <header class="chat-header">
        <MenuButton ui={ui} />
        <h1 id={ids.chatTitle} dir="auto">
          {chat.title}
        </h1>
        {ui.temporary === 'here' ? <TemporaryMark ui={ui} chat={chat} /> : <ChatMenu ui={ui} chat={chat} />}
        <SettingsDrawer ui={ui} chat={chat} choice={choice} />
      </header>
      <Thread ui={ui} thread={thread} growing={growing} />
      <Composer ui={ui} chatId={chat.id} choice={choice} />
    </>
  )
}

/** A page of a chat above its newest one. Nothing is written here, since that would go to the end. */
export function PastView({ ui, chat, thread }: { ui: Ui; chat: Chat; thread: ShownMessage[] }) {
  return (
    <>
      <header class="chat-header">
        <MenuButton ui={ui} />
        <h1 id={ids.chatTitle} dir="auto">
          {chat.title}
        </h1>
      </header>
      <Thread ui={ui} thread={thread} />
      <p class="newest">
        <a class="button" href={ui.links.chat(chat.id)}>
          {ui.words.messages.newest}
        </a>
      </p>
    </>
  )
}

/** The answer that is sent as it grows, and the text that marks its place in the page. */
export type Growing = { messageId: MessageId; here: string }

/** The messages of the shown branch. What changes the branch swaps the whole of it. */
export function Thread({ ui, thread, growing }: { ui: Ui; thread: ShownMessage[]; growing?: Growing | undefined }) {
  return (
    <section id={ids.thread} class="thread">
      <div id={ids.messages}>
        <Earlier ui={ui} thread={thread} growing={growing} />
      </div>
    </section>
  )
}

/** One page of messages below the link to the page above it, which comes by itself when that link is scrolled to. */
export function Earlier({ ui, thread, growing }: { ui: Ui; thread: ShownMessage[]; growing?: Growing | undefined }) {
  const first = thread[0]?.message
  return (
    <>
      {first && first.parentId !== null && <EarlierLink ui={ui} before={first} />}
      <MessageItems ui={ui} thread={thread} growing={growing} />
    </>
  )
}

function EarlierLink({ ui, before }: { ui: Ui; before: Message }) {
  const earlier = ui.links.earlier(before.chatId, before.id)
  return (
    <a
      id={ids.earlier}
      class="quiet button earlier"
      href={earlier}
      hx-get={earlier}
      hx-trigger="click, revealed"
      hx-swap="outerHTML"
    >
      {ui.words.messages.earlier}
    </a>
  )
}

export function MessageItems({
  ui,
  thread,
  growing,
}: {
  ui: Ui
  thread: ShownMessage[]
  growing?: Growing | undefined
}) {
  const items = thread.map((shown) =>
    shown.message.id === growing?.messageId ? (
      <GrowingMessage ui={ui} shown={shown} here={growing.here} />
    ) : (
      <MessageItem ui={ui} shown={shown} />
    ),
  )
  return <Fragment>{items}</Fragment>
}
