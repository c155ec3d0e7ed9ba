/** So many wrong passwords of one address are answered at once; from then on it has one more try every three seconds. */
const FREE = 10
const EVERY_MS = 3000
/** So many of an address may wait for their turn. */
const MOST_WAITING = 5
/** When one that was refused may come again. */
export const RETRY_AFTER_S = EVERY_MS / 1000
/** An address is forgotten after this time without a wrong password; and the oldest of them when there are too many. */
const QUIET_MS = 60_000
const MOST_ADDRESSES = 10_000

/** When all tries of an address will be back, and when it was last wrong: by a clock that is never set. */
type Tries = { backAt: number; wrongAt: number }

/**
 * Slows down whoever tries passwords, by address. Right ones use up no try, but wait like wrong ones where all are used up:
 * else guessing would cost nothing. So nobody is kept out for long, and 29,000 guesses a day are the most that one address
 * has.
 */
export class Attempts {
  /** The one that was wrong last comes last. */
  readonly #addresses = new Map<string, Tries>()

  constructor(private readonly report: (what: string, error: unknown) => void) {}

  /** Resolves when it may be told whether a password is right, with false when too many wait for that already. */
  async turn(address: string, right: boolean): Promise<boolean> {
    const now = performance.now()
    const backAt = Math.max(now, this.#addresses.get(address)?.backAt ?? 0)
    const wait = backAt - now - (FREE - 1) * EVERY_MS
    if (wait > MOST_WAITING * EVERY_MS) return false
    if (right && wait <= 0) return true
    this.#remember(address, { backAt: backAt + EVERY_MS, wrongAt: now })
    if (wait <= 0) return true
    await new Promise((resolve) => setTimeout(resolve, wait))
    const tries = this.#addresses.get(address)
    if (right && tries) tries.backAt -= EVERY_MS
    return true
  }

  #remember(address: string, tries: Tries): void {
    this.#forget(tries.wrongAt - QUIET_MS)
    // One line for each burst: whoever tries for hours must not fill the disk.
    if (!this.#addresses.delete(address)) this.report('wrong password', address)
    this.#addresses.set(address, tries)
  }

  #forget(before: number): void {
    for (const [address, { wrongAt }] of this.#addresses) {
      if (wrongAt >= before && this.#addresses.size < MOST_ADDRESSES) return
      this.#addresses.delete(address)
    }
  }
}
