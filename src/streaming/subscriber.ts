/** Where a reader stands: the next frame of the channel's log that it takes, and what its page shows. */
export type Position = { next: number; offset: number; edition: string }

/** One step for a reader: bytes to send, and where it stands after them. */
export type Step = { bytes: Uint8Array; position: Position; last: boolean }

/** Answered at once with undefined when there is nothing new, so that no wake-up falls between asking and waiting. */
export type StepResult = Step | undefined | Promise<Step>

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
  #open = true
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
        pull: () =>
          this.#pull().catch((error) => {
            this.#leave()
            throw error
          }),
        cancel: () => this.#leave(),
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
    else if (this.#fullSince !== undefined && this.now() - this.#fullSince > STALLED_MS) this.#drop()
  }

  /** Ends the stream after what waits to be read. Without an `end` event before, the browser comes back by itself. */
  close(): void {
    if (!this.#open) return
    this.#leave()
    this.#controller?.close()
  }

  /** Breaks the stream off: what waits to be read never will be. */
  #drop(): void {
    if (!this.#open) return
    this.#leave()
    this.#controller?.error(new Error('a reader was dropped: it had read nothing for a minute'))
  }

  #leave(): void {
    this.#open = false
    this.onClose(this)
    this.#wake?.()
  }

  #send(bytes: Uint8Array): void {
    if (!this.#open || bytes.length === 0) return
    this.#controller?.enqueue(bytes)
    this.#fullSince = this.now()
  }

  /** Gives the stream its next chunk, as soon as there is one. */
  async #pull(): Promise<void> {
    this.#fullSince = undefined
    while (this.#open && this.#fullSince === undefined) {
      const step = this.step(this.position)
      if (step) this.#take(await step)
      else this.#send((await this.#news()) ?? nothing)
    }
  }

  #take({ bytes, position, last }: Step): void {
    this.position = position
    this.#send(bytes)
    if (last) this.close()
  }

  /** Resolves at the next wake-up, with the heartbeat if it is only that. */
  async #news(): Promise<Uint8Array | undefined> {
    const beat = await new Promise<Uint8Array | undefined>((resolve) => {
      this.#wake = resolve
    })
    this.#wake = undefined
    return beat
  }
}

const nothing = new Uint8Array()
