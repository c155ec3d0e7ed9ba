import type { UserId } from '../ids.ts'
export type QueueLimits = { overall: number; perUser: number }

type Waiting = {
  userId: UserId
  round: number
  enter: (release: () => void) => void
  moved: (ahead: number) => void
}

/**
 * Lets a limited number of answers run at once, in rounds: everybody's next one before anybody's second next. So one who
 * asks a hundred things keeps nobody waiting but themselves, and everybody is served at last.
 */
export class Queue {
  readonly #running = new Map<string, number>()
  #total = 0
  /** In the order in which they come in. */
  #waiting: Waiting[] = []
  /** The round that is on, and the one in which each person has asked last, where that is not over. */
  #round = 1
  readonly #asked = new Map<string, number>()

  constructor(private readonly limits: QueueLimits) {}

  /**
   * Resolves with a function that gives the place back. `moved` is told how many are ahead, while it waits. Rejects with
   * the signal's reason when that aborts first.
   */
  enter(userId: UserId, signal: AbortSignal, moved: (ahead: number) => void): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const left = () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting)
        reject(signal.reason)
        this.#admit()
      }
      const enter = (release: () => void) => {
        signal.removeEventListener('abort', left)
        resolve(release)
      }
      const waiting: Waiting = { userId, round: this.#nextRound(userId), enter, moved }
      signal.addEventListener('abort', left, { once: true })
      this.#waiting.push(waiting)
      this.#waiting.sort((one, other) => one.round - other.round)
      this.#admit()
    })
  }

  #nextRound(userId: UserId): number {
    const round = Math.max(this.#round, (this.#asked.get(userId) ?? 0) + 1)
    this.#asked.set(userId, round)
    return round
  }

  #admit(): void {
    for (const waiting of [...this.#waiting]) {
      if (this.#total >= this.limits.overall) break
      if (this.#of(waiting.userId) >= this.limits.perUser) continue
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
      this.#count(waiting.userId, 1)
      this.#reach(waiting.round)
      waiting.enter(this.#release(waiting.userId))
    }
    this.#waiting.forEach((waiting, index) => {
      waiting.moved(index)
    })
  }

  #reach(round: number): void {
    this.#round = Math.max(this.#round, round)
    for (const [userId, asked] of this.#asked) if (asked < this.#round) this.#asked.delete(userId)
  }

  #release(userId: UserId): () => void {
    let held = true
    return () => {
      if (!held) return
      held = false
      this.#count(userId, -1)
      this.#admit()
    }
  }

  #of(userId: UserId): number {
    return this.#running.get(userId) ?? 0
  }

  #count(userId: UserId, change: number): void {
    this.#total += change
    const count = this.#of(userId) + change
    if (count === 0) this.#running.delete(userId)
    else this.#running.set(userId, count)
  }
}
