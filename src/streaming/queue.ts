export type QueueLimits = { overall: number; perUser: number }

type Waiting = { userId: string; enter: (release: () => void) => void; moved: (ahead: number) => void }

/**
 * Lets a limited number of answers run at once. First come, first served, except that one who has as many running as one
 * person may is passed over: a single user cannot keep the others waiting.
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
      const waiting: Waiting = { userId, enter: resolve, moved }
      const leave = () => {
        const before = this.#waiting.length
        this.#waiting = this.#waiting.filter((other) => other !== waiting)
        if (this.#waiting.length === before) return
        reject(signal.reason)
        this.#admit()
      }
      if (signal.aborted) return reject(signal.reason)
      signal.addEventListener('abort', leave, { once: true })
      this.#waiting.push(waiting)
      this.#admit()
    })
  }

  #admit(): void {
    for (const waiting of [...this.#waiting]) {
      if (this.#total >= this.limits.overall) break
      if (this.#of(waiting.userId) >= this.limits.perUser) continue
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
      this.#count(waiting.userId, 1)
      waiting.enter(this.#release(waiting.userId))
    }
    this.#waiting.forEach((waiting, index) => {
      waiting.moved(index)
    })
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
