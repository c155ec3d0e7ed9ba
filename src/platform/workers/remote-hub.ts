import type { DurableObjectNamespace } from 'cloudflare:workers'
import type { MessageRef } from '../../streaming/answer.ts'
import type { Hub } from '../../streaming/hub.ts'
import type { ReaderClass } from '../../streaming/presenter.ts'
import type { ChatStub } from './bindings.ts'

/** The hub as requests see it: every chat's generations run in an object of its own, found by the chat's id. */
export function createRemoteHub(chats: DurableObjectNamespace<ChatStub>): Hub {
  return {
    start: (job) => chats.getByName(job.ref.chatId).start(job),
    cancel: (ref) => chats.getByName(ref.chatId).cancel(ref),
    subscribe: (ref, reader, lastEventId) => read(chats, '/subscribe', ref, reader, lastEventId),
    follow: (ref, reader) => read(chats, '/follow', ref, reader),
  }
}

/** Streams come by `fetch`: their bodies go through to the reader, and when that one leaves, the object is told. */
async function read(
  chats: DurableObjectNamespace<ChatStub>,
  path: '/subscribe' | '/follow',
  { userId, chatId, messageId }: MessageRef,
  { language, right }: ReaderClass,
  lastEventId?: string,
): Promise<ReadableStream<Uint8Array> | undefined> {
  const query = new URLSearchParams({ user: userId, chat: chatId, message: String(messageId), language, right })
  const headers: HeadersInit = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }
  const response = await chats.getByName(chatId).fetch(`https://chat.invalid${path}?${query}`, { headers })
  if (response.status === 204) return undefined
  if (!response.ok || !response.body) throw new Error(`the chat's object answered ${response.status}`)
  return response.body
}
