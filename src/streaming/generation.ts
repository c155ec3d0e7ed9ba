import { type Delta, ProviderError } from '../providers/provider.ts'
import type { Words } from '../strings/en/words.ts'
import type { Answer } from './answer.ts'
import { interruptible } from './interruptible.ts'
import type { Store } from './job.ts'
import { Patience } from './patience.ts'
import { pause } from './pause.ts'

/** Reasons of an abort: a person stops an answer; a server that goes away leaves it for its next start. */
export const cancelled = new DOMException('stopped by a person', 'AbortError')
export const goingAway = new DOMException('the server is going away', 'AbortError')

/** When nothing has come for this long, the model is most likely being loaded. */
const LOADING_MS = 2000
const CHECKPOINT_MS = 1000
/** Everybody else waits as long as deltas are read in one go. */
const LONGEST_TURN_MS = 10

export type GenerationTools = {
  store: Store
  /** The size that no answer may exceed, in UTF-16 units over all of its parts. */
  largestAnswer: number
  now: () => number
  words: Words['providers']
  /** For the log: what went wrong, without any text of a message. */
  report: (what: string, error: unknown) => void
}

/**
 * Makes one answer: reads a provider's deltas into it, saves it every second, and gives it its end. It knows no reader;
 * `changed` is called after every change. Never throws: whatever happens is a state of the answer.
 */
export async function generate(
  answer: Answer,
  deltas: (signal: AbortSignal) => AsyncIterable<Delta>,
  signal: AbortSignal,
  tools: GenerationTools,
  changed: () => void,
): Promise<void> {
  const loading = setTimeout(() => {
    if (answer.phase !== 'waiting') return
    answer.phase = 'loading'
    changed()
  }, LOADING_MS)
  const checkpoints = checkpointed(answer, tools)
  const patience = new Patience(tools.words.fellSilent)
  const ended = AbortSignal.any([signal, patience.signal])
  try {
    const full = await read(answer, interruptible(deltas(ended), ended), tools, () => {
      patience.heard()
      checkpoints.due()
      changed()
    })
    if (full) answer.counts = { ...answer.counts, finishReason: 'size' }
    answer.end('complete')
  } catch (error) {
    endEarly(answer, signal, error, tools)
  } finally {
    clearTimeout(loading)
    patience.stop()
    await checkpoints.stop()
  }
  await save(answer, tools)
}

/** Reads all deltas, or as many as there is room for: then the answer is full, and the provider is left. */
async function read(
  answer: Answer,
  deltas: AsyncIterable<Delta>,
  { now, largestAnswer }: GenerationTools,
  changed: () => void,
): Promise<boolean> {
  let restedAt = now()
  let thinkingSince: number | undefined
  const thought = () => {
    if (thinkingSince === undefined) return
    answer.thoughtFor(now() - thinkingSince)
    thinkingSince = undefined
  }
  try {
    for await (const delta of deltas) {
      if (delta.type === 'thinking') thinkingSince ??= now()
      else if (delta.type !== 'counts') thought()
      const fits = take(answer, delta, largestAnswer)
      changed()
      if (!fits) return true
      // Deltas that are all there at once come without a turn of the event loop between them.
      if (now() - restedAt > LONGEST_TURN_MS) {
        await pause()
        restedAt = now()
      }
    }
    return false
  } finally {
    thought()
  }
}

/** False when not all of it fits; what does is taken. */
function take(answer: Answer, delta: Delta, largest: number): boolean {
  if (delta.type === 'counts') {
    answer.counts = delta.counts
    return true
  }
  if (delta.type === 'rethink') {
    answer.rethink()
    return true
  }
  const room = Math.max(0, largest - answer.size)
  const fits = delta.text.length <= room
  // Half of an emoji is none.
  const text = fits ? delta.text : delta.text.slice(0, room).replace(/[\ud800-\udbff]$/, '')
  answer.add(delta.type === 'thinking' ? 'thought' : delta.type, text)
  return fits
}

function endEarly(answer: Answer, signal: AbortSignal, error: unknown, tools: GenerationTools): void {
  if (signal.aborted) {
    // Left as it is in the store, an answer whose server went away is found and resumed at the next start.
    if (signal.reason === goingAway) return
    answer.end('stopped')
  } else if (error instanceof ProviderError) {
    tools.report('answer failed', error)
    answer.end('failed', error.message)
  } else {
    tools.report('answer failed', error)
    answer.end('failed')
  }
}

/**
 * The last save: the ended answer, or, for one that a going server leaves behind, one more checkpoint. Sets `unsaved` when
 * the store does not take it; may be called again then.
 */
export async function save(answer: Answer, tools: GenerationTools): Promise<void> {
  try {
    await (answer.phase === 'ended' ? tools.store.finish(answer) : tools.store.checkpoint(answer))
    answer.unsaved = false
  } catch (error) {
    tools.report('answer not saved', error)
    answer.unsaved = true
  }
}

/** Saves at most once a second, and within a second of any change; one save at a time. */
function checkpointed(answer: Answer, tools: GenerationTools) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> = Promise.resolve()
  const checkpoint = async () => {
    try {
      await tools.store.checkpoint(answer)
    } catch (error) {
      tools.report('checkpoint failed', error)
    }
  }
  return {
    due() {
      timer ??= setTimeout(() => {
        timer = undefined
        saving = saving.then(checkpoint)
      }, CHECKPOINT_MS)
    },
    stop() {
      clearTimeout(timer)
      return saving
    },
  }
}
