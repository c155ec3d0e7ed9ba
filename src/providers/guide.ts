import type { Words } from '../strings/en/words.ts'
import { guideAnswer } from './guide-answer.ts'
import type { Section } from './guide-sections.ts'
import { type Counts, type Delta, type Provider, ProviderError, type ProviderRequest } from './provider.ts'

type Settings = {
  /** Sections of the documentation about some words, best first. */
  search: (query: string) => Promise<Section[]>
  words: Words['guide']
  /** Between two words, in milliseconds. */
  intervalMs?: number
}

/** Answers from the program's own documentation, so that Weir can be talked to where no model is. */
export function createGuide({ search, words, intervalMs = 15 }: Settings): Provider {
  async function* stream({ messages }: ProviderRequest, signal: AbortSignal): AsyncGenerator<Delta> {
    const started = Date.now()
    signal.throwIfAborted()
    const answer = await guideAnswer(messages, search, words).catch((cause: unknown) => {
      throw new ProviderError(words.broken, { cause })
    })
    const pieces = wordsOf(restOf(answer, messages.at(-1)))
    for (const text of pieces) {
      signal.throwIfAborted()
      yield { type: 'text', text }
      if (intervalMs) await pause(intervalMs, signal)
    }
    signal.throwIfAborted()
    yield { type: 'counts', counts: countsOf(messages, pieces, Date.now() - started) }
  }

  return {
    name: 'guide',
    models: async () => [{ id: 'guide/guide', name: words.name, loaded: true }],
    status: async () => ({ ok: true }),
    stream,
  }
}

/** What of `answer` is still to be said after the text that the last message has of it. */
function restOf(answer: string, last: ProviderRequest['messages'][number] | undefined): string {
  if (last?.role !== 'assistant' || !last.content) return answer
  return answer.startsWith(last.content) ? answer.slice(last.content.length) : `\n\n${answer}`
}

/** Words, each with the white space that follows it, and before them that at the start. */
function wordsOf(text: string): string[] {
  return text.match(/^\s+|\S+\s*/g) ?? []
}

/** The guide's tokens are words. */
function countsOf(messages: ProviderRequest['messages'], words: string[], totalMs: number): Counts {
  const promptTokens = messages.reduce((sum, { content }) => sum + (content.match(/\S+/g)?.length ?? 0), 0)
  return { promptTokens, answerTokens: words.length, answerMs: totalMs, totalMs, finishReason: 'stop' }
}

/** Throws the signal's reason as soon as it aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', aborted)
      resolve()
    }, ms)
    signal.addEventListener('abort', aborted, { once: true })
  })
}
