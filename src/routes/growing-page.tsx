import { unlessStarting } from '../chat/lost.ts'
import type { AppContext, Dependencies } from '../context.ts'
import { findMessage } from '../db/messages.ts'
import type { Chat } from '../db/schema.ts'
import type { MessageRef } from '../streaming/answer.ts'
import { pause } from '../streaming/pause.ts'
import type { ReaderClass } from '../streaming/presenter.ts'
import { ChatView } from '../views/chat-view.tsx'
import type { ShownMessage } from '../views/message.tsx'
import type { ModelChoice } from '../views/model-picker.tsx'
import { page } from './http/page.tsx'

const LOOK_AGAIN_MS = 200

/**
 * A chat page that is sent as its running answer grows: the page up to the answer, the answer as it settles, and the rest
 * of the page when it has ended. Plain HTML, so it needs no JavaScript.
 */
export async function growingPage(
  deps: Dependencies,
  c: AppContext,
  { chat, thread, choice, running }: { chat: Chat; thread: ShownMessage[]; choice: ModelChoice; running: ShownMessage },
): Promise<Response> {
  const { ui } = c.var
  const { userId, chatId, id: messageId } = running.message
  const answer = await follow(deps, { userId, chatId, messageId }, { language: ui.language, right: 'write' })
  if (!answer) return c.redirect(ui.links.chat(chat.id), 303)
  // Stands in the page where the answer will be. Nothing else in it can be the same: nobody knew it when that was written.
  const here = crypto.randomUUID()
  const children = <ChatView ui={ui} chat={chat} thread={thread} choice={choice} growing={{ messageId, here }} />
  const html = String(await page(deps, c, { title: chat.title, current: chat.id, children }))
  const [before = '', after = ''] = html.split(here)
  return c.body(between(before, answer, after), 200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  })
}

/** The running answer, as soon as it has started; undefined when it runs no more. */
async function follow(
  deps: Dependencies,
  ref: MessageRef,
  reader: ReaderClass,
): Promise<ReadableStream<Uint8Array> | undefined> {
  for (;;) {
    const answer = await deps.hub.follow(ref, reader)
    if (answer) return answer
    const message = await findMessage(deps.chats, ref.userId, ref.chatId, ref.messageId)
    if (!message || (await unlessStarting(deps, message))) return undefined
    await pause(LOOK_AGAIN_MS)
  }
}

function between(before: string, middle: ReadableStream<Uint8Array>, after: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return middle.pipeThrough(
    new TransformStream({
      start: (controller) => controller.enqueue(encoder.encode(before)),
      flush: (controller) => controller.enqueue(encoder.encode(after)),
    }),
  )
}
