const PATIENCE_MS = 5000

/**
 * One writer at a time. Waited for here and not inside SQLite: its busy wait is synchronous, so it would stop the loop
 * that must deliver the COMMIT of the one it waits for.
 */
export class WriterQueue {
  #writer: object | undefined
  #waiting: { writer: object; enter: () => void }[] = []

  /** Rejects after a few seconds, as SQLite does when it is busy. */
  enter(writer: object): Promise<void> {
    if (this.#writer === writer) return Promise.resolve()
    if (this.#writer === undefined) {
      this.#writer = writer
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const waiting = { writer, enter: resolve }
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting)
        reject(new Error('SQLITE_BUSY: database is locked'))
      }, PATIENCE_MS)
      waiting.enter = () => {
        clearTimeout(timer)
        resolve()
      }
      this.#waiting.push(waiting)
    })
  }

  leave(writer: object): void {
    if (this.#writer !== writer) return
    const next = this.#waiting.shift()
    this.#writer = next?.writer
    next?.enter()
  }
}
