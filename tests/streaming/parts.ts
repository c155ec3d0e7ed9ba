import { createRenderer } from '../../src/markdown/render.ts'
import { nothing } from '../../src/markdown/sanitize.tsx'
import type { Delta } from '../../src/providers/provider.ts'
import type { Answer } from '../../src/streaming/answer.ts'
import { createHub, type HubTools } from '../../src/streaming/hub.ts'
import type { Job } from '../../src/streaming/job.ts'
import type { ReaderClass } from '../../src/streaming/presenter.ts'
import { Queue } from '../../src/streaming/queue.ts'
import { words } from '../../src/strings/en/words.ts'
import { languages } from '../../src/strings/languages.ts'
import { createPresenter } from '../../src/views/presenter.tsx'
import { type ReceivedEvent, readEvents } from '../support/events.ts'
import { chatNamed, messageNo, userNamed } from '../support/ids.ts'
import { Page } from '../support/page.ts'
import { testUi } from '../support/ui.ts'

export const renderer = createRenderer({ labels: words.text })
export const presenter = createPresenter(languages, testUi())

/** Whom the tests' answers are shown to, where nothing depends on it. */
export const everybody: ReaderClass = { language: 'en', right: 'write' }

/** The job of message `messageId` in chat `c` of user `u`. */
export function job(messageId = 1, more: Partial<Job> = {}): Job {
  return {
    ref: { userId: userNamed('u'), chatId: chatNamed('c'), messageId: messageNo(messageId) },
    attempt: 1,
    model: 'fake/model',
    place: { parentId: null, versions: [messageNo(messageId)] },
    ...more,
  }
}

/** What the store of a hub was given, as it was then. */
export type Saved = { content: string; thinking: string; status: string; at: number }

type Said = Delta | Error | 'end'

/** A provider that says what the test tells it, message by message. */
export class Model {
  readonly asked: number[] = []
  /** Listens to its signal, as providers should. */
  obedient = true
  readonly #said = new Map<number, Said[]>()
  readonly #waiting = new Map<number, () => void>()

  say(text: string, messageId = 1): void {
    this.give({ type: 'text', text }, messageId)
  }

  think(text: string, messageId = 1): void {
    this.#push(messageId, { type: 'thinking', text })
  }

  /** A tool that is called, and what comes of it. */
  call(text: string, result: string, messageId = 1): void {
    this.#push(messageId, { type: 'call', text })
    this.#push(messageId, { type: 'result', text: result })
  }

  rethink(messageId = 1): void {
    this.#push(messageId, { type: 'rethink' })
  }

  give(delta: Delta, messageId = 1): void {
    this.#push(messageId, delta)
  }

  end(messageId = 1): void {
    this.#push(messageId, 'end')
  }

  fail(error: Error, messageId = 1): void {
    this.#push(messageId, error)
  }

  async *stream(messageId: number, signal: AbortSignal): AsyncGenerator<Delta> {
    this.asked.push(messageId)
    signal.addEventListener('abort', () => this.obedient && this.#waiting.get(messageId)?.())
    for (;;) {
      const next = this.#said.get(messageId)?.shift()
      if (this.obedient) signal.throwIfAborted()
      if (next === 'end') return
      if (next instanceof Error) throw next
      if (next) yield next
      else await new Promise<void>((resolve) => this.#waiting.set(messageId, resolve))
    }
  }

  #push(messageId: number, said: Said): void {
    this.#said.set(messageId, [...(this.#said.get(messageId) ?? []), said])
    this.#waiting.get(messageId)?.()
  }
}

/** A hub over a `Model`, with a store in memory and a record of what was reported. */
export function testHub(parts: Partial<HubTools> = {}) {
  const model = new Model()
  const saved = new Map<number, Saved[]>()
  const reports: string[] = []
  const now = parts.now ?? Date.now
  const save = async ({ ref, content, thinking, status }: Answer) => {
    saved.set(ref.messageId, [...(saved.get(ref.messageId) ?? []), { content, thinking, status, at: now() }])
  }
  const hub = createHub({
    renderer,
    presenter,
    words: words.providers,
    now,
    report: (what) => reports.push(what),
    queue: new Queue({ overall: 1000, perUser: 1000 }),
    largestAnswer: 1_000_000,
    deltas: ({ ref }, signal) => model.stream(ref.messageId, signal),
    store: { checkpoint: save, finish: save },
    epilogue: async () => nothing,
    ...parts,
  })
  return { hub, model, saved, reports, last: (messageId = 1) => saved.get(messageId)?.at(-1) }
}

/** The page of one running message. */
export function pageOf(messageId = 1): Page {
  const m = `m${messageId}`
  const parts = ['body', 'phase', 'foot', 'live'].map((part) => `<div id="${m}-${part}"></div>`)
  return new Page(`<article id="${m}">${parts.join('')}</article><div id="announcer"></div>`)
}

/** HTML as a browser gives it back. */
export function asShown(html: string): string {
  return new Page(`<div id="x">${html}</div>`).html('#x')
}

/** A reader of an event stream with its page. */
export function read(stream: ReadableStream<Uint8Array> | undefined, page = pageOf()) {
  if (!stream) throw new Error('there is no stream')
  const events = readEvents(new Response(stream))
  const reader = {
    page,
    lastId: undefined as string | undefined,
    seen: [] as ReceivedEvent[],
    /** Applies the next event; false when the stream is over. */
    async next(): Promise<boolean> {
      const { value, done } = await events.next()
      if (done) return false
      reader.seen.push(value)
      reader.lastId = value.id
      page.apply(value)
      return true
    },
    async until(wanted: (page: Page) => boolean): Promise<void> {
      while (!wanted(page)) if (!(await reader.next())) throw new Error('the stream ended before')
    },
    async toEnd(): Promise<void> {
      while (await reader.next());
    },
    leave: () => events.return(undefined),
  }
  return reader
}

/** Reproducible random numbers from 0 to 1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
