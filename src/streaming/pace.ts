const FLUSH_MS = 50
const SLOWEST_FLUSH_MS = 250

/**
 * Calls `flush` soon after something has changed: 50 ms after the last time when all is quiet, later when flushing takes
 * long or the event loop is late, never more than 250 ms after.
 */
export class Pace {
  #changed = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #flushedAt = Number.NEGATIVE_INFINITY
  #pace = FLUSH_MS
  #stopped = false

  /** `flush` answers whether there is more to be flushed at once; it never throws. */
  constructor(
    private readonly flush: () => Promise<boolean>,
    private readonly now: () => number,
  ) {}

  changed(): void {
    this.#changed = true
    if (this.#timer === undefined && !this.#stopped) this.#schedule()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  #schedule(): void {
    // Never longer than the pace, also when the clock was set back.
    const wait = Math.min(this.#pace, Math.max(0, this.#flushedAt + this.#pace - this.now()))
    const due = this.now() + wait
    this.#timer = setTimeout(async () => {
      this.#changed = false
      await this.#flush(this.now() - due)
      this.#timer = undefined
      if (this.#changed) this.changed()
    }, wait)
  }

  async #flush(late: number): Promise<void> {
    this.#flushedAt = this.now()
    const more = await this.flush()
    if (more) this.#changed = true
    const took = this.now() - this.#flushedAt
    this.#pace = Math.min(SLOWEST_FLUSH_MS, Math.max(more ? 0 : FLUSH_MS, late + 4 * took))
  }
}
