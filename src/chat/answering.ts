import { branch } from '../db/branches.ts'
import { changeChat, findChat } from '../db/chats.ts'
import type { Database } from '../db/database.ts'
import { checkpoint, finishMessage } from '../db/messages.ts'
import type { Catalog } from '../providers/catalog.ts'
import type { Answer } from '../streaming/answer.ts'
import type { HubTools } from '../streaming/hub.ts'
import type { Job, Store } from '../streaming/job.ts'
import { promptOf } from './prompt.ts'
import { forSideJob, possible, requestOf } from './settings.ts'
import { cleanTitle, firstWords, titlePrompt } from './title.ts'

export type AnsweringTools = {
  db: Database
  catalog: Catalog
  now: () => number
  /** How a new title is shown, in the page and in the list of chats. */
  showTitle: (chatId: string, title: string) => string
}

/** A title that takes longer than this is not worth the wait of the next answer. */
const TITLE_MS = 30_000
const LONGEST_TITLE_ANSWER = 300

/** What a hub needs to know of chats: where the prompt comes from, where the answer goes, and what follows it. */
export function answering(tools: AnsweringTools): Pick<HubTools, 'deltas' | 'store' | 'epilogue'> {
  const { db, catalog } = tools
  return {
    async *deltas({ ref, model }, signal) {
      const messages = promptOf(await branch(db, ref.userId, ref.chatId, ref.messageId))
      const settings = (await findChat(db, ref.userId, ref.chatId))?.settings ?? {}
      yield* catalog.stream(model, requestOf(messages, await possible(catalog, model, settings)), signal)
    },
    store: createStore(tools),
    epilogue: (job, answer, signal) => makeTitle(tools, job, answer, signal),
  }
}

function createStore({ db, now }: AnsweringTools): Store {
  return {
    async checkpoint({ ref, attempt, content, thinking }) {
      await checkpoint(db, ref.userId, ref.messageId, attempt, { content, thinking, updatedAt: now() })
    },
    async finish({ ref, attempt, content, thinking, thinkingMs, status, error, counts }) {
      if (status === 'streaming') return
      await finishMessage(db, ref.userId, ref.messageId, attempt, {
        ...{ content, thinking, status, updatedAt: now() },
        ...{ error: error ?? null, thinkingMs: thinkingMs ?? null },
        ...counts,
      })
    },
  }
}

/**
 * Asks the same model, with the same options, for the chat's title: another one would have to be loaded. The fallback, the
 * first words of the question, is there already. A title that a person has given meanwhile stays.
 */
async function makeTitle(tools: AnsweringTools, job: Job, answer: Answer, signal: AbortSignal): Promise<string> {
  const { userId, chatId, messageId } = job.ref
  const messages = promptOf(await branch(tools.db, userId, chatId, messageId)).slice(0, -1)
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TITLE_MS)])
  let text = ''
  const settings = (await findChat(tools.db, userId, chatId))?.settings ?? {}
  const request = requestOf(titlePrompt(messages, answer.content), forSideJob(settings))
  for await (const delta of tools.catalog.stream(job.model, request, limit)) {
    if (delta.type === 'text') text += delta.text
    if (text.length > LONGEST_TITLE_ANSWER) break
  }
  const title = cleanTitle(text)
  const chat = await findChat(tools.db, userId, chatId)
  if (title === undefined || chat?.title !== firstWords(messages[0]?.content ?? '')) return ''
  await changeChat(tools.db, userId, chatId, { title })
  return tools.showTitle(chatId, title)
}
