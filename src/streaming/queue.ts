export type QueueLimits = { overall: number; perUser: number }

type Waiting = { userId: string; enter: (release: () => void) => void; moved: (ahead: number) => void }

/**
 * Lets a limited number of answers run at once, in turns: each person's first before anybody's second. So one who asks a
 * hundred things keeps nobody waiting but themselves, and everybody is served at last.
 */
export class Queue {
  readonly #running = new Map<string, number>()
  #total = 0
  #waiting: Waiting[] = []

  constructor(private readonly limits: QueueLimits) {}

  /**
   * Resolves with a function that gives the place back. `moved` is told how many are ahead, while it waits. Rejects with
   * the signal's reason when that aborts first.
   */
  enter(userId: string, signal: AbortSignal, moved: (ahead: number) => void): Promise<() => void> {
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
      const waiting: Waiting = { userId, enter, moved }
      signal.addEventListener('abort', left, { once: true })
      this.#waiting.push(waiting)
      this.#admit()
    })
  }

  #admit(): void {
    for (const waiting of this.#inTurn()) {
      if (this.#total >= this.limits.overall) break
      if (this.#of(waiting.userId) >= this.limits.perUser) continue
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
      this.#count(waiting.userId, 1)
      waiting.enter(this.#release(waiting.userId))
    }
    this.#inTurn().forEach((waiting, index) => {
      waiting.moved(index)
    })
  }

  /** Those who wait, by how many of their own run or wait before them; within that, first come, first served. */
  #inTurn(): Waiting[] {
    const before = new Map(this.#running)
    const ranked = this.#waiting.map((waiting) => {
      const rank = before.get(waiting.userId) ?? 0
      before.set(waiting.userId, rank + 1)
      return { waiting, rank }
    })
    return ranked.sort((one, other) => one.rank - other.rank).map(({ waiting }) => waiting)
  }

  #release(userId: string): () => void {
    let held = true
    return () => {
      if (!held) return
      held = false
      this.#count(userId, -1)
      this.#admit()
    }
  }

  #of(userId: string): number {
    return this.#running.get(userId) ?? 0
  }

  #count(userId: string, change: number): void {
    this.#total += change
    const count = this.#of(userId) + change
    if (count === 0) this.#running.delete(userId)
    else this.#running.set(userId, count)
  }
}
