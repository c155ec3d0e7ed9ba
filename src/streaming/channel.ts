import type { Renderer, Cursor as TextCursor } from '../markdown/render.ts'
import type { Answer } from './answer.ts'
import { encodeEvent, formatCursor, heartbeat, opening, parseCursor } from './event.ts'
import type { Presenter } from './presenter.ts'
import { settling } from './settling.ts'
import { type Position, type Step, type StepResult, Subscriber } from './subscriber.ts'

/** One rendered step of the answer, the same bytes for every reader that stands before it. */
type Frame = { bytes: Uint8Array; offset: number }

const FLUSH_MS = 50
const SLOWEST_FLUSH_MS = 250
const HEARTBEAT_MS = 15_000
/** Readers further behind than this get one patch of their own instead of frames. */
const LOG_FRAMES = 64
const LOG_BYTES = 256 * 1024

export type ChannelTools = { renderer: Renderer; presenter: Presenter; now: () => number }

/**
 * Carries one answer to its readers. Every 50 to 250 ms what is new is rendered once, to a frame in a short log that all
 * readers share; one that is too far behind, or comes back, gets one patch from its own offset to now. Nothing here waits
 * for a reader.
 */
export class Channel {
  readonly #subscribers = new Set<Subscriber>()
  readonly #text: TextCursor
  readonly #id: string
  /** The log's frames, and the number of the first one still there. */
  #frames: Frame[] = []
  #first = 0
  #bytes = 0
  /** What the frames so far show: an offset, and the phase that was drawn last. */
  #shown = { offset: 0, phase: '' }
  /** Partials that came after the answer: kept, since a reader that comes late needs them too. */
  #after = ''
  #closed = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #flushedAt = Number.NEGATIVE_INFINITY
  #pace = FLUSH_MS
  #working: Promise<unknown> = Promise.resolve()
  readonly #heart: ReturnType<typeof setInterval>

  constructor(
    readonly answer: Answer,
    private readonly tools: ChannelTools,
  ) {
    this.#id = tools.presenter.id(answer)
    this.#text = tools.renderer.cursor(this.#id)
    // What an earlier attempt wrote is not news: whoever joins is sent it whole.
    this.#text.write(answer.content)
    void this.#alone(async () => {
      await this.#text.ready()
      this.#text.skip()
    })
    this.#shown.offset = answer.offset
    this.#heart = setInterval(() => this.#beat(), HEARTBEAT_MS)
  }

  /** The answer has changed: shown at the next flush. */
  changed(): void {
    if (this.#timer !== undefined || this.#closed) return
    const due = Math.max(0, this.#flushedAt + this.#pace - this.tools.now())
    const scheduled = this.tools.now() + due
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      const late = this.tools.now() - scheduled
      void this.flush(late)
    }, due)
  }

  /** Renders what is new to a frame. */
  flush(late = 0): Promise<void> {
    return this.#alone(() => this.#flush(late))
  }

  /** The answer has ended and is stored: the last patch, and everything around the text in its final form. */
  async ended(): Promise<void> {
    await this.flush()
    await this.#alone(async () => {
      await this.#text.ending()
      this.#push(this.#text.finish() + this.tools.presenter.ended(this.answer))
    })
  }

  /** Partials that follow the answer in the same stream, such as the chat's title. */
  append(html: string): void {
    this.#after += html
    this.#push(html)
  }

  /** The `end` event, and no more. */
  end(): void {
    this.#push(this.tools.presenter.end(this.answer), 'end')
    this.#stop()
    for (const subscriber of this.#subscribers) subscriber.wake()
  }

  /** Leaves the readers without an `end`: they come back by themselves, to whoever runs then. */
  abandon(): void {
    this.#stop()
    for (const subscriber of [...this.#subscribers]) subscriber.drop('server is going away')
  }

  get readers(): number {
    return this.#subscribers.size
  }

  /**
   * A reader's event stream. With a `Last-Event-ID` of this attempt it goes on from there; without one, or with an older
   * attempt's, its first event replaces the whole message.
   */
  subscribe(lastEventId?: string): ReadableStream<Uint8Array> {
    const cursor = parseCursor(lastEventId)
    const known =
      cursor !== undefined &&
      cursor.attempt === this.answer.attempt &&
      cursor.offset <= this.#shown.offset &&
      this.answer.phase !== 'ended'
    return this.#open(opening, heartbeat, { next: BEHIND, offset: known ? cursor.offset : NOTHING }, (at) =>
      this.#step(at),
    )
  }

  /** The answer as HTML that only grows, for a page without JavaScript. */
  follow(): ReadableStream<Uint8Array> {
    const { opening, heartbeat, step } = settling(this.answer, this.tools)
    return this.#open(opening, heartbeat, { next: BEHIND, offset: 0 }, step)
  }

  #open(opening: Uint8Array, heartbeat: Uint8Array, position: Position, step: (at: Position) => StepResult) {
    const subscriber = new Subscriber(opening, heartbeat, position, step, this.tools.now, (gone) =>
      this.#subscribers.delete(gone),
    )
    this.#subscribers.add(subscriber)
    return subscriber.stream
  }

  #step(at: Position): StepResult {
    const frame = this.#frames[at.next - this.#first]
    const end = this.#first + this.#frames.length
    if (frame) {
      const position = { next: at.next + 1, offset: frame.offset }
      return { bytes: frame.bytes, position, last: this.#closed && position.next === end }
    }
    return at.next === end ? undefined : this.#catchUp(at)
  }

  /** One event that takes a reader from where it stands to now, whatever it missed. */
  #catchUp(at: Position): Promise<Step> {
    return this.#alone(async () => {
      const { answer } = this
      const { presenter } = this.tools
      const { offset } = this.#shown
      const whole = at.offset === NOTHING || answer.phase === 'ended'
      const body = whole
        ? presenter.thinking(answer, 0) + presenter.body(answer, this.#text.snapshot())
        : await this.#missing(at.offset, offset)
      const closing = this.#closed ? presenter.end(answer) : ''
      const data = body + this.#around() + this.#after + closing
      return {
        bytes: encodeEvent({ event: this.#closed ? 'end' : 'patch', id: this.#cursor(offset), data }),
        position: { next: this.#first + this.#frames.length, offset },
        last: this.#closed,
      }
    })
  }

  async #missing(from: number, to: number): Promise<string> {
    const { answer } = this
    const start = answer.split(from)
    const thinking = start.thinking < answer.thinkingShown ? this.tools.presenter.thinking(answer, start.thinking) : ''
    return (
      thinking + (await this.tools.renderer.patch(answer.content, start.content, answer.split(to).content, this.#id))
    )
  }

  /** One thing at a time with the cursor: what it shows and what the log says must not part. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#working.then(work)
    this.#working = done.catch(() => undefined)
    return done
  }

  #around(): string {
    const { presenter } = this.tools
    return this.answer.phase === 'ended' ? presenter.ended(this.answer) : presenter.phase(this.answer)
  }

  async #flush(late: number): Promise<void> {
    if (this.#closed) return
    const began = this.tools.now()
    this.#flushedAt = began
    const { answer } = this
    const { presenter } = this.tools
    const offset = answer.offset
    const was = answer.split(this.#shown.offset)
    const thinking = was.thinking < answer.thinkingShown ? presenter.thinking(answer, was.thinking) : ''
    this.#text.write(answer.content.slice(was.content))
    await this.#text.ready()
    const patch = this.#text.flush()
    const phase = `${answer.phase} ${answer.ahead}`
    const around = answer.phase === 'ended' || phase === this.#shown.phase ? '' : presenter.phase(answer)
    this.#shown = { offset, phase }
    this.#push(thinking + patch + around)
    this.#pace = Math.min(SLOWEST_FLUSH_MS, Math.max(FLUSH_MS, late + 4 * (this.tools.now() - began)))
  }

  #push(data: string, event: 'patch' | 'end' = 'patch'): void {
    if (data === '') return
    const { offset } = this.#shown
    const bytes = encodeEvent({ event, id: this.#cursor(offset), data })
    this.#frames.push({ bytes, offset })
    this.#bytes += bytes.length
    while (this.#frames.length > 1 && (this.#frames.length > LOG_FRAMES || this.#bytes > LOG_BYTES)) {
      this.#bytes -= this.#frames.shift()?.bytes.length ?? 0
      this.#first += 1
    }
    for (const subscriber of this.#subscribers) subscriber.wake()
  }

  #cursor(offset: number): string {
    return formatCursor({ attempt: this.answer.attempt, offset })
  }

  #beat(): void {
    for (const subscriber of [...this.#subscribers]) subscriber.beat()
  }

  #stop(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    clearInterval(this.#heart)
  }
}

/** Positions that are not in the log: a reader that needs one patch of its own, and one whose page shows nothing of ours. */
const BEHIND = -1
const NOTHING = -1
