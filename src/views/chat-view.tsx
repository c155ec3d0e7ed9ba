import { Fragment } from 'hono/jsx'
import type { Chat } from '../db/schema.ts'
import { Composer, type ModelChoice } from './composer.tsx'
import { ids } from './ids.ts'
import { GrowingMessage, MessageItem, type ShownMessage } from './message.tsx'
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
        <h1 id={ids.chatTitle}>{chat.title}</h1>
      </header>
      <Thread ui={ui} thread={thread} growing={growing} />
      <Composer ui={ui} chatId={chat.id} choice={choice} />
    </>
  )
}

/** The answer that is sent as it grows, and the text that marks its place in the page. */
export type Growing = { messageId: number; here: string }

/** The messages of the shown branch. What changes the branch swaps the whole of it. */
export function Thread({ ui, thread, growing }: { ui: Ui; thread: ShownMessage[]; growing?: Growing | undefined }) {
  return (
    <section id={ids.thread} class="thread">
      <div id={ids.messages}>
        <MessageItems ui={ui} thread={thread} growing={growing} />
      </div>
    </section>
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
