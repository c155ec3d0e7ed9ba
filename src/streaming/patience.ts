import { ProviderError } from '../providers/provider.ts'

/** A model that pauses for longer than this in the middle of an answer will not go on. */
const LONGEST_SILENCE_MIN = 5
const MINUTE_MS = 60_000

/**
 * Aborts its signal when a model that has begun falls silent for too long. Before the first sign it waits for ever: a large
 * model may take its time to load, and a person who will not wait stops it. It counts minutes as they pass for this process,
 * not the time of the clock: a laptop that was closed for an hour must not end its answers when it is opened.
 */
export class Patience {
  readonly #abort = new AbortController()
  #timer: ReturnType<typeof setInterval> | undefined
  #silentFor = 0

  /** `words` tell what has happened after so many minutes. */
  constructor(private readonly words: (minutes: number) => string) {}

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** The model has sent something. Cheap, as it is called for every token. */
  heard(): void {
    this.#silentFor = 0
    this.#timer ??= setInterval(() => this.#passed(), MINUTE_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #passed(): void {
    this.#silentFor += 1
    // The first of them has perhaps only just begun when it was counted.
    if (this.#silentFor > LONGEST_SILENCE_MIN) this.#abort.abort(new ProviderError(this.words(LONGEST_SILENCE_MIN)))
  }
}
