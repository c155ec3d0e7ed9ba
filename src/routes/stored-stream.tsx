import { unlessStarting } from '../chat/lost.ts'
import { storedAnswer } from '../chat/stored-answer.ts'
import type { Dependencies } from '../context.ts'
import { siblings } from '../db/branches.ts'
import { findChat } from '../db/chats.ts'
import { findMessage } from '../db/messages.ts'
import type { MessageId } from '../ids.ts'
import { fromView, joined, nothing, type SafeHtml } from '../markdown/sanitize.tsx'
import type { MessageRef } from '../streaming/answer.ts'
import { encodeEvent, formatCursor, opening } from '../streaming/event.ts'
import type { ReaderClass } from '../streaming/presenter.ts'
import { Parts } from '../views/part.tsx'
import { titlePartials } from '../views/title.tsx'
import type { Ui } from '../views/ui.ts'
import { renderedParts } from './http/load.ts'

/** The stream of an answer that does not run (any more): its final state, and `end`. Undefined when it is not stored. */
export async function endedStream(
  deps: Dependencies,
  ui: Ui,
  { userId, chatId, messageId }: MessageRef,
  reader: ReaderClass,
): Promise<ReadableStream<Uint8Array> | undefined> {
  // Read again: it may have ended between the first look and the hub's "not here".
  const { chats, presenter } = deps
  const found = await findMessage(chats, userId, chatId, messageId)
  if (!found) return undefined
  const message = await unlessStarting(deps, found)
  if (!message) return comeBack()
  const versions = (await siblings(chats, userId, chatId, [message.parentId])).get(message.parentId) ?? [messageId]
  const answer = storedAnswer(message, versions)
  // The page that asks may be older than the title.
  const chat = await findChat(chats, userId, chatId)
  const data = joined([
    presenter.parts.all(
      messageId,
      fromView(<Parts ui={ui} messageId={messageId} parts={await renderedParts(deps, message)} />),
    ),
    presenter.around(reader).ended(answer),
    chat ? titlePartials(ui, chatId, chat.title) : nothing,
    presenter.parts.end(messageId),
  ])
  return oneEvent(formatCursor(answer), data)
}

/** The stream of a message that is deleted, or never was the reader's: nothing, but an end, so that nobody asks again. */
export function goneStream({ presenter }: Dependencies, messageId: MessageId | undefined): ReadableStream<Uint8Array> {
  return oneEvent('0.0', messageId === undefined ? nothing : presenter.parts.end(messageId))
}

/** No event at all: the reader asks again in a second. */
function comeBack(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(opening)
      controller.close()
    },
  })
}

function oneEvent(id: string, data: SafeHtml): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(opening)
      controller.enqueue(encodeEvent({ event: 'end', id, data }))
      controller.close()
    },
  })
}
