/** Where a reader stands: the next frame of the channel's log that it takes, and the offset that its page shows. */
export type Position = { next: number; offset: number }

/** One step for a reader: bytes to send, and where it stands after them. */
export type Step = { bytes: Uint8Array; position: Position; last: boolean }

/** Answered at once with undefined when there is nothing new, so that no wake-up falls between asking and waiting. */
export type StepResult = Step | undefined | Promise<Step | undefined>

/** A reader that has not taken anything for this long is gone, or as good as gone. */
const STALLED_MS = 60_000

/**
 * One open reader of a channel: a position in its log, pulled by the reader's stream, without a queue of its own. One that
 * does not read costs an object and one waiting chunk.
 */
export class Subscriber {
  readonly stream: ReadableStream<Uint8Array>
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #wake: ((beat?: Uint8Array) => void) | undefined
  /** Since when a chunk waits to be read; undefined while the reader waits for us. */
  #fullSince: number | undefined

  constructor(
    opening: Uint8Array,
    private readonly heartbeat: Uint8Array,
    private position: Position,
    private readonly step: (position: Position) => StepResult,
    private readonly now: () => number,
    private readonly onClose: (subscriber: Subscriber) => void,
  ) {
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller
          this.#send(opening)
        },
        pull: () => this.#pull(),
        cancel: () => onClose(this),
      },
      { highWaterMark: 1 },
    )
  }

  /** There is something new in the log. */
  wake(): void {
    this.#wake?.()
  }

  /** Keeps the line open, and drops a reader that has stopped reading. To be called every 15 s. */
  beat(): void {
    if (this.#wake) this.#wake(this.heartbeat)
    else if (this.#fullSince !== undefined && this.now() - this.#fullSince > STALLED_MS) this.drop('reader stalled')
  }

  /** Ends the stream in mid-air: the browser comes back by itself. */
  drop(reason: string): void {
    this.onClose(this)
    if (this.#open) this.#controller?.error(new Error(reason))
    this.#wake?.()
  }

  get #open(): boolean {
    return this.#controller !== undefined && this.#controller.desiredSize !== null
  }

  #send(bytes: Uint8Array): void {
    if (!this.#open) return
    this.#controller?.enqueue(bytes)
    this.#fullSince = this.now()
  }

  async #pull(): Promise<void> {
    this.#fullSince = undefined
    while (this.#open) {
      let step = this.step(this.position)
      if (step instanceof Promise) step = await step
      if (step) {
        this.position = step.position
        this.#send(step.bytes)
        if (step.last) this.#close()
        return
      }
      const beat = await new Promise<Uint8Array | undefined>((resolve) => {
        this.#wake = resolve
      })
      this.#wake = undefined
      if (beat) {
        this.#send(beat)
        return
      }
    }
  }

  #close(): void {
    this.onClose(this)
    if (this.#open) this.#controller?.close()
  }
}
