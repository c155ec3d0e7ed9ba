import { nothing, type SafeHtml } from '../markdown/sanitize.tsx'
import type { Delta } from '../providers/provider.ts'
import { Answer, type MessageRef } from './answer.ts'
import { Channel, type ChannelTools } from './channel.ts'
import { cancelled, type GenerationTools, generate, goingAway, save } from './generation.ts'
import type { Job } from './job.ts'
import { pause } from './pause.ts'
import type { ReaderClass } from './presenter.ts'
import type { Queue } from './queue.ts'

/** Starts, finds and cancels generations, wherever they run. Everything is asked by the message that is being written. */
export interface Hub {
  /** Begins an answer and returns at once. Asking again for one that runs changes nothing. */
  start(job: Job): Promise<void>
  /** An event stream of a running answer, or undefined when none runs here: the stored message tells the rest. */
  subscribe(ref: MessageRef, reader: ReaderClass, lastEventId?: string): Promise<ReadableStream<Uint8Array> | undefined>
  /** The same as HTML that only grows, for pages without JavaScript. */
  follow(ref: MessageRef, reader: ReaderClass): Promise<ReadableStream<Uint8Array> | undefined>
  /** Stops an answer; resolves when what came is stored. */
  cancel(ref: MessageRef): Promise<void>
}

export type HubTools = ChannelTools &
  GenerationTools & {
    /** Where answers wait until they may begin. */
    queue: Pick<Queue, 'enter'>
    /** Asks the job's model. Only called when its turn has come, so that the prompt holds the answers before it. */
    deltas: (job: Job, signal: AbortSignal) => AsyncIterable<Delta>
    /** What else goes into the stream once a complete answer is stored, such as the chat's title; often nothing. */
    epilogue: (job: Job, answer: Answer, signal: AbortSignal) => Promise<SafeHtml>
  }

type Parts = { answer: Answer; channel: Channel; abort: AbortController }
/** `stored` resolves when the answer has ended and was given to the store, `left` when nothing is left to do for it. */
type Running = Parts & { stored: Promise<void>; left: Promise<void> }

/** How long an answer that the store did not take waits until it is offered to it again. */
const RETRY_MS = 5000

/** The hub of one process: its generations live in memory, and their text in the store. */
export function createHub(tools: HubTools): Hub & { close(): Promise<void> } {
  const running = new Map<number, Running>()
  const closing = new AbortController()

  /** A message is found only under its own chat and user, whatever the caller has checked before. */
  function find(ref: MessageRef): Running | undefined {
    const found = running.get(ref.messageId)
    return found?.answer.ref.userId === ref.userId && found.answer.ref.chatId === ref.chatId ? found : undefined
  }

  /** Waits for the answers before it. Undefined when it was stopped while it waited. */
  async function turn({ answer, channel, abort }: Parts, job: Job): Promise<(() => void) | undefined> {
    const wait = (ahead: number) => {
      answer.phase = 'queued'
      answer.ahead = ahead
      channel.changed()
    }
    const before = job.after === undefined ? undefined : running.get(job.after)
    if (before?.answer.status === 'streaming') {
      wait(1)
      await Promise.race([before.stored.catch(() => undefined), aborted(abort.signal)])
    }
    return tools.queue.enter(job.ref.userId, abort.signal, wait).catch(() => undefined)
  }

  async function make(parts: Parts, job: Job): Promise<void> {
    const { answer, channel, abort } = parts
    const changed = () => channel.changed()
    const leave = await turn(parts, job)
    answer.phase = 'waiting'
    changed()
    try {
      await generate(answer, (signal) => tools.deltas(job, signal), abort.signal, tools, changed)
      if (answer.status !== 'streaming') await channel.ended()
    } finally {
      leave?.()
    }
  }

  async function conclude({ answer, channel, abort }: Parts, job: Job): Promise<void> {
    if (answer.status === 'streaming') return channel.abandon()
    if (answer.status === 'complete') {
      const html = await tools.epilogue(job, answer, abort.signal).catch((error) => {
        if (!abort.signal.aborted) tools.report('epilogue failed', error)
        return nothing
      })
      channel.append(html)
    }
    channel.end()
    // One that is not stored stays here for whoever opens the chat.
    while (answer.unsaved && !closing.signal.aborted) {
      await pause(RETRY_MS, closing.signal)
      await save(answer, tools)
    }
  }

  return {
    async start(job) {
      const { messageId } = job.ref
      if (closing.signal.aborted || running.get(messageId)?.answer.status === 'streaming') return
      const answer = new Answer(job)
      const parts = { answer, channel: new Channel(answer, tools), abort: new AbortController() }
      const stored = make(parts, job)
      const left = stored
        .then(() => conclude(parts, job))
        .catch((error) => {
          tools.report('generation broke', error)
          parts.channel.abandon()
        })
        .finally(() => {
          if (running.get(messageId)?.answer === answer) running.delete(messageId)
        })
      running.set(messageId, { ...parts, stored, left })
    },

    async subscribe(ref, reader, lastEventId) {
      return closing.signal.aborted ? cutOff() : find(ref)?.channel.subscribe(reader, lastEventId)
    },

    async follow(ref, reader) {
      return closing.signal.aborted ? cutOff() : find(ref)?.channel.follow(reader)
    },

    async cancel(ref) {
      const found = find(ref)
      found?.abort.abort(cancelled)
      await found?.stored
    },

    /** Leaves every answer in the store as it is, and every reader to come back later. */
    async close() {
      closing.abort(goingAway)
      const all = [...running.values()]
      for (const { abort } of all) abort.abort(goingAway)
      await Promise.allSettled(all.map(({ stored }) => stored))
      for (const { channel } of all) channel.abandon()
      await Promise.all(all.map(({ left }) => left))
    },
  }
}

/** A stream that is over at once, without an `end`: who asks in the last moment comes back, to the next server. */
function cutOff(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.close() })
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
