import { findDeletedChat, forgetChats, purgeChats, restoreChat } from '../db/chats.ts'
import type { Database } from '../db/database.ts'
import type { Chat } from '../db/schema.ts'
import type { ChatId, UserId } from '../ids.ts'
import { pause } from '../streaming/pause.ts'

type Tools = { chats: Database; now: () => number }

/** How long a deleted chat can be brought back, in milliseconds. The offer is seen for ten seconds; some read slowly. */
const KEPT_MS = 10 * 60_000

/** Memory is not for ever: an unused temporary chat is forgotten after a day, in milliseconds. */
const UNUSED_MS = 24 * 60 * 60_000

/** The chat, if it is deleted and can still be brought back. */
export async function findRestorable(tools: Tools, userId: UserId, chatId: ChatId): Promise<Chat | undefined> {
  return findDeletedChat(tools.chats, userId, chatId, tools.now() - KEPT_MS)
}

/** Brings a deleted chat back; nothing when there is none, or none any more. */
export async function restore(tools: Tools, userId: UserId, chatId: ChatId): Promise<Chat | undefined> {
  return restoreChat(tools.chats, userId, chatId, tools.now() - KEPT_MS)
}

/** Deletes for good what all users deleted so long ago that it cannot be brought back, piece by piece, unless aborted. */
export async function purge({ chats, now }: Tools, signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted && (await purgeChats(chats, now() - KEPT_MS))) await pause()
}

/** Forgets the temporary chats that nobody has used for a day. */
export async function forgetUnused({ chats, now }: Tools): Promise<void> {
  await forgetChats(chats, now() - UNUSED_MS)
}
