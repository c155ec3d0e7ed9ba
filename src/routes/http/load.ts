import { partsOf } from '../../chat/stored-answer.ts'
import { type AppContext, type Dependencies, isOwnRequest } from '../../context.ts'
import { branch, idsBelow, isShown, lastShownLeaf, siblings } from '../../db/branches.ts'
import { findChat, setTip } from '../../db/chats.ts'
import { findMessage } from '../../db/messages.ts'
import type { Chat, Message } from '../../db/schema.ts'
import { isChatId, type MessageId, messageIdOf } from '../../ids.ts'
import { notFound } from '../../problem.ts'
import { partIds } from '../../views/ids.ts'
import type { ShownMessage } from '../../views/message.tsx'
import { plainText, type ShownPart } from '../../views/part.tsx'

/** The chat of the address, if it is the user's; throws the 404 otherwise. */
export async function loadChat(deps: Dependencies, c: AppContext, id = c.req.param('chat') ?? ''): Promise<Chat> {
  const chat = isChatId(id) ? await findChat(deps.chats, c.var.viewer.userId, id) : undefined
  if (!chat) throw notFound()
  return chat
}

/** The message of the address, in its chat, if both are the user's; throws the 404 otherwise. */
export async function loadMessage(
  deps: Dependencies,
  c: AppContext,
  role?: Message['role'],
  number = c.req.param('message') ?? '',
): Promise<{ chat: Chat; message: Message }> {
  const chat = await loadChat(deps, c)
  const id = messageIdOf(number)
  const message = id && (await findMessage(deps.chats, c.var.viewer.userId, chat.id, id))
  if (!message || (role && message.role !== role)) throw notFound()
  return { chat, message }
}

/**
 * The chat with that message shown. If it is on another branch, that one is shown from now on, as after a press of its
 * arrows: what is written next goes where one is reading. For a link on another site's page only this once: it must not
 * move anything here. Throws the 404 when it is not a message of the chat.
 */
export async function opened(
  deps: Dependencies,
  c: AppContext,
  chat: Chat,
  messageId: MessageId | undefined,
): Promise<Chat> {
  if (messageId === undefined || (await isShown(deps.chats, chat, messageId))) return chat
  const tipId = await lastShownLeaf(deps.chats, chat.userId, chat.id, messageId)
  if (tipId === undefined) throw notFound()
  if (isOwnRequest(c)) await setTip(deps.chats, chat.userId, chat.id, tipId)
  return { ...chat, tipId }
}

/** All messages of the shown branch, from root to tip. */
export async function shownBranch({ chats }: Dependencies, { userId, id, tipId }: Chat): Promise<Message[]> {
  return tipId === null ? [] : branch(chats, userId, id, tipId)
}

/** The id of a message in the query of an address, if it has one; throws the 404 for anything else. */
export function messageIn(c: AppContext, name: 'before' | 'message'): MessageId | undefined {
  const text = c.req.query(name)
  if (text === undefined) return undefined
  const id = messageIdOf(text)
  if (!id) throw notFound()
  return id
}

/** How many messages a page shows, and how many more come as one scrolls up. */
const MESSAGES_SHOWN = 50

/**
 * Where the page with a message of the shown branch ends, for `loadThread`: half a page below it. Undefined when it is on
 * the newest page.
 */
export async function pageWith(
  { chats }: Dependencies,
  chat: Chat,
  messageId: MessageId,
): Promise<MessageId | undefined> {
  if (chat.tipId === null) return undefined
  const below = await idsBelow(chats, chat.userId, chat.id, chat.tipId, messageId)
  return below.length < MESSAGES_SHOWN ? undefined : below[MESSAGES_SHOWN / 2]
}

/**
 * The newest messages of the shown branch, rendered, each with the versions beside it: one page, or down to and with the
 * message `back`; or the page above the message `before`. Nothing when that is not a message of the chat.
 */
export async function loadThread(
  deps: Dependencies,
  chat: Chat,
  place: { back?: MessageId | undefined; before?: MessageId | undefined } = {},
): Promise<ShownMessage[]> {
  if (chat.tipId === null) return []
  return show(
    deps,
    chat,
    await branch(deps.chats, chat.userId, chat.id, chat.tipId, { limit: MESSAGES_SHOWN, ...place }),
  )
}

/** Renders messages for the page. */
export async function show(deps: Dependencies, chat: Chat, shown: Message[]): Promise<ShownMessage[]> {
  const parents = [...new Set(shown.map(({ parentId }) => parentId))]
  const versions = await siblings(deps.chats, chat.userId, chat.id, parents)
  return Promise.all(
    shown.map(async (message) => ({
      message,
      parts: await renderedParts(deps, message),
      versions: versions.get(message.parentId) ?? [message.id],
    })),
  )
}

/** The parts of a message as HTML. */
export async function renderedParts({ renderer }: Dependencies, message: Message): Promise<ShownPart[]> {
  const { role, id: messageId } = message
  const shown: ShownPart[] = []
  for (const [index, { text, ...part }] of partsOf(message).entries()) {
    const { text: id } = partIds({ messageId, index })
    // What a person typed is shown as it was typed, and what a model said as the Markdown that it is.
    const markdown = role === 'user' ? renderer.typed : renderer.render
    shown.push({ ...part, html: part.kind === 'text' ? await markdown(text, id) : plainText(text) })
  }
  return shown
}
