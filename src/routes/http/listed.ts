import type { AppContext, Dependencies } from '../../context.ts'
import { type ChatCursor, listChats, type Shelf } from '../../db/chats.ts'
import { type ChatId, isChatId, type UserId } from '../../ids.ts'
import { notFound } from '../../problem.ts'
import type { ListedChats } from '../../views/chat-list.tsx'

/** How many chats are listed at once. */
const CHATS_SHOWN = 40
/** Nobody pins more, and everything pinned is listed at once. */
const PINNED_SHOWN = 100

/**
 * One page of the user's chats, below `before`, with the one that is open marked: `current`, or what htmx says is in the
 * browser.
 */
export async function listed(
  deps: Dependencies,
  c: AppContext,
  { before, current = openChat(c) }: { before?: ChatCursor | undefined; current?: ChatId | undefined } = {},
): Promise<ListedChats> {
  const { userId } = c.var.viewer
  const [pinned, { chats, more }] = await Promise.all([
    before === undefined ? listChats(deps.library, userId, { shelf: 'pinned', limit: PINNED_SHOWN }) : [],
    chatsOn(deps, userId, 'listed', before),
  ])
  return { pinned, chats, more, after: before?.updatedAt, current, now: deps.now() }
}

/** One page of the chats on a shelf, and whether there are more below it. */
export async function chatsOn({ library }: Dependencies, userId: UserId, shelf: Shelf, before: ChatCursor | undefined) {
  const chats = await listChats(library, userId, { shelf, before, limit: CHATS_SHOWN + 1 })
  return { chats: chats.slice(0, CHATS_SHOWN), more: chats.length > CHATS_SHOWN }
}

/** The `before` of a list's address: where the page above ended. Throws the 404 when it is none. */
export function cursorOf(c: AppContext): ChatCursor | undefined {
  const before = c.req.query('before')
  if (before === undefined) return undefined
  const [, time, id] = /^(\d{1,15})\.(.+)$/.exec(before) ?? []
  if (id === undefined || !isChatId(id)) throw notFound()
  return { updatedAt: Number(time), id }
}

/** Which chat the page that asks shows. Only a hint: it is what the browser says. */
export function openChat(c: AppContext): ChatId | undefined {
  const url = c.req.header('HX-Current-URL')
  const path = url && URL.canParse(url) ? new URL(url).pathname : ''
  const chats = `${c.var.ui.links.chats}/`
  const id = path.startsWith(chats) ? path.slice(chats.length) : ''
  return isChatId(id) ? id : undefined
}
