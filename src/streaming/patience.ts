import { ProviderError } from '../providers/provider.ts'

/** A model that pauses for longer than this in the middle of an answer will not go on. */
const LONGEST_SILENCE_MS = 5 * 60_000

/**
 * Aborts its signal when a model that has begun falls silent for too long. Before the first sign it waits for ever: a large
 * model may take its time to load, and a person who will not wait stops it.
 */
export class Patience {
  readonly #abort = new AbortController()
  #timer: ReturnType<typeof setTimeout> | undefined
  #heardAt = 0

  constructor(private readonly now: () => number) {}

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** The model has sent something. Cheap, as it is called for every token: the timer is set anew only when it fires. */
  heard(): void {
    this.#heardAt = this.now()
    this.#timer ??= setTimeout(() => this.#check(), LONGEST_SILENCE_MS)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #check(): void {
    const left = this.#heardAt + LONGEST_SILENCE_MS - this.now()
    if (left <= 0) this.#abort.abort(silent())
    else this.#timer = setTimeout(() => this.#check(), left)
  }
}

function silent(): ProviderError {
  const minutes = LONGEST_SILENCE_MS / 60_000
  return new ProviderError(
    `The model has sent nothing for ${minutes} minutes, so the answer was ended. See whether it still runs, then continue.`,
  )
}
