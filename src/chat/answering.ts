import { branch, siblings } from '../db/branches.ts'
import { changeChat, findChat } from '../db/chats.ts'
import type { Database } from '../db/database.ts'
import { checkpoint, findMessage, finishMessage } from '../db/messages.ts'
import type { Chat, Message } from '../db/schema.ts'
import type { ChatId } from '../ids.ts'
import { nothing, type SafeHtml } from '../markdown/sanitize.tsx'
import { type Catalog, isGuide } from '../providers/catalog.ts'
import type { Answer, MessageRef } from '../streaming/answer.ts'
import type { HubTools } from '../streaming/hub.ts'
import type { Job, Store } from '../streaming/job.ts'
import type { Part } from '../streaming/part.ts'
import { promptOf } from './prompt.ts'
import { forSideJob, possible, requestOf } from './settings.ts'
import { cleanTitle, firstWords, titlePrompt } from './title.ts'

export type AnsweringTools = {
  chats: Database
  catalog: Catalog
  now: () => number
  /** How a new title is shown, in the page and in the list of chats. */
  showTitle: (chatId: ChatId, title: string) => SafeHtml
}

/** How many answers may be followed by a title until there is one: server or model may have failed in the first. */
const TITLE_TRIES = 3
/** A title that takes longer than this is not worth the wait of the next answer. */
const TITLE_MS = 30_000
const LONGEST_TITLE_ANSWER = 300

/** What a hub needs to know of chats: where the prompt comes from, where the answer goes, and what follows it. */
export function answering(tools: AnsweringTools): Pick<HubTools, 'deltas' | 'store' | 'epilogue'> {
  const { chats, catalog } = tools
  return {
    async *deltas({ ref, model }, signal) {
      const messages = promptOf(await branch(chats, ref.userId, ref.chatId, ref.messageId))
      const settings = (await findChat(chats, ref.userId, ref.chatId))?.settings ?? {}
      yield* catalog.stream(model, requestOf(messages, await possible(catalog, model, settings)), signal)
    },
    store: createStore(tools),
    epilogue: (job, answer, signal) => makeTitle(tools, job, answer, signal),
  }
}

function createStore({ chats, now }: AnsweringTools): Store {
  return {
    async checkpoint({ ref, attempt, content, thinking }) {
      await checkpoint(chats, ref.userId, ref.messageId, attempt, { content, thinking, updatedAt: now() })
    },
    async finish({ ref, attempt, parts, content, thinking, status, error, counts }) {
      if (status === 'streaming') return
      await finishMessage(chats, ref.userId, ref.messageId, attempt, {
        ...{ content, thinking, status, updatedAt: now() },
        ...{ error: error ?? null, thinkingMs: thoughtMs(parts) },
        ...counts,
      })
    },
  }
}

function thoughtMs(parts: readonly Part[]): number | null {
  const times = parts.flatMap(({ ms }) => ms ?? [])
  return times.length === 0 ? null : times.reduce((sum, ms) => sum + ms)
}

/**
 * After a chat's first complete answers, asks the same model, with the same options, for its title: another one would have
 * to be loaded. The fallback, the first words, is there already; a title that a person has given, also meanwhile, stays.
 */
async function makeTitle(tools: AnsweringTools, { ref, model }: Job, answer: Answer, signal: AbortSignal) {
  const { userId, chatId, messageId } = ref
  const chat = await untitled(tools, ref)
  // The guide cannot be asked for a title: it answers from its pages, whatever the question.
  if (!chat || isGuide(model)) return nothing
  const before = (await branch(tools.chats, userId, chatId, messageId)).slice(0, -1)
  if (before.filter(isModelsAnswer).length >= TITLE_TRIES) return nothing
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TITLE_MS)])
  const request = requestOf(titlePrompt(promptOf(before), answer.content), forSideJob(chat.settings))
  let text = ''
  for await (const delta of tools.catalog.stream(model, request, limit)) {
    if (delta.type === 'text') text += delta.text
    else if (delta.type === 'rethink') text = ''
    if (text.length > LONGEST_TITLE_ANSWER) break
  }
  const title = cleanTitle(text)
  if (title === undefined || !(await untitled(tools, ref))) return nothing
  await changeChat(tools.chats, userId, chatId, { title })
  return tools.showTitle(chatId, title)
}

/** The chat, as long as its title is the fallback, which is made of its oldest message. */
async function untitled({ chats }: AnsweringTools, { userId, chatId }: MessageRef): Promise<Chat | undefined> {
  const chat = await findChat(chats, userId, chatId)
  const [oldest] = (await siblings(chats, userId, chatId, [null])).get(null) ?? []
  const opening = oldest && (await findMessage(chats, userId, chatId, oldest))
  return opening && chat?.title === firstWords(opening.content) ? chat : undefined
}

function isModelsAnswer({ role, status, model }: Message): boolean {
  return role === 'assistant' && status === 'complete' && !isGuide(model ?? '')
}
