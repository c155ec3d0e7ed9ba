import type { Renderer } from '../markdown/render.ts'
import type { Answer } from './answer.ts'
import { encodeEvent, formatCursor, heartbeat, opening, parseCursor } from './event.ts'
import { Frames } from './frames.ts'
import { GrowingText, PIECE } from './growing-text.ts'
import { pause } from './pause.ts'
import type { Presenter } from './presenter.ts'
import { settling } from './settling.ts'
import { type Position, type Step, type StepResult, Subscriber } from './subscriber.ts'

const FLUSH_MS = 50
const SLOWEST_FLUSH_MS = 250
const HEARTBEAT_MS = 15_000

export type ChannelTools = {
  renderer: Renderer
  presenter: Presenter
  now: () => number
  report: (what: string, error: unknown) => void
}

/**
 * Carries one answer to its readers. Every 50 to 250 ms what is new is rendered once, to a frame in a short log that all
 * readers share; one that is too far behind, or comes back, gets one patch from its own offset to now. Nothing here waits
 * for a reader.
 */
export class Channel {
  readonly #subscribers = new Set<Subscriber>()
  readonly #text: GrowingText
  readonly #frames = new Frames()
  /** What the frames so far show: an offset, and the phase that was drawn last. */
  #shown = { offset: 0, phase: '' }
  /** Partials that came after the answer: kept, since a reader that comes late needs them too. */
  #after = ''
  /** The frames show the answer's end; no more frames come; and that for good, or since the server goes away. */
  #over = false
  #closed = false
  #abandoned = false
  #changed = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #flushedAt = Number.NEGATIVE_INFINITY
  #pace = FLUSH_MS
  #working: Promise<unknown>
  readonly #heart: ReturnType<typeof setInterval>

  constructor(
    readonly answer: Answer,
    private readonly tools: ChannelTools,
  ) {
    this.#text = new GrowingText(tools.presenter.id(answer), tools.renderer, tools.report)
    // What an earlier attempt wrote is no news, so its patch is dropped: whoever joins is sent it whole.
    this.#shown.offset = answer.offset
    this.#working = this.#text.grow(answer.content)
    this.#heart = setInterval(() => this.#beat(), HEARTBEAT_MS)
  }

  /** The answer has changed: shown at the next flush. */
  changed(): void {
    this.#changed = true
    if (this.#timer === undefined && !this.#closed) this.#schedule()
  }

  /** Renders what is new to a frame, or the beginning of it when that is much. */
  flush(late = 0): Promise<void> {
    return this.#alone(() => this.#flush(late))
  }

  /** The answer has ended and is stored: the last patch, and everything around the text in its final form. */
  ended(): Promise<void> {
    return this.#alone(async () => {
      while (this.#shown.offset < this.answer.offset && !this.#closed) {
        await this.#flush(0)
        await pause()
      }
      const patch = await this.#text.finish()
      this.#over = true
      this.#push(patch + this.tools.presenter.ended(this.answer))
    })
  }

  /** Partials that follow the answer in the same stream, such as the chat's title. */
  append(html: string): void {
    this.#after += html
    this.#push(html)
  }

  /** The `end` event, and no more. */
  end(): void {
    this.#stop()
    this.#push(this.tools.presenter.end(this.answer), 'end')
  }

  /** Leaves the readers without an `end`: they come back by themselves, to whoever runs then. */
  abandon(): void {
    this.#abandoned = true
    this.#stop()
    for (const subscriber of [...this.#subscribers]) subscriber.close()
  }

  /**
   * A reader's event stream. With a `Last-Event-ID` of this attempt it goes on from there; without one, or with an older
   * attempt's, its first event replaces the whole message.
   */
  subscribe(lastEventId?: string): ReadableStream<Uint8Array> {
    const cursor = parseCursor(lastEventId)
    const known = cursor?.attempt === this.answer.attempt && cursor.offset <= this.#shown.offset
    return this.#open(opening, heartbeat, { next: BEHIND, offset: known ? cursor.offset : NOTHING }, (at) =>
      this.#step(at),
    )
  }

  /** The answer as HTML that only grows, for a page without JavaScript. */
  follow(): ReadableStream<Uint8Array> {
    const { opening, heartbeat, step } = settling(this.answer, this.tools, () => this.#over)
    return this.#open(opening, heartbeat, { next: BEHIND, offset: 0 }, step)
  }

  #open(opening: Uint8Array, heartbeat: Uint8Array, position: Position, step: (at: Position) => StepResult) {
    const subscriber = new Subscriber(opening, heartbeat, position, step, this.tools.now, (gone) =>
      this.#subscribers.delete(gone),
    )
    this.#subscribers.add(subscriber)
    if (this.#abandoned) subscriber.close()
    return subscriber.stream
  }

  #step(at: Position): StepResult {
    const frame = this.#frames.at(at.next)
    if (frame) {
      const position = { next: at.next + 1, offset: frame.offset }
      return { bytes: frame.bytes, position, last: this.#closed && position.next === this.#frames.end }
    }
    return at.next === this.#frames.end ? undefined : this.#catchUp(at)
  }

  /** One event that takes a reader from where it stands to now, whatever it missed. */
  async #catchUp(at: Position): Promise<Step> {
    if (at.offset === NOTHING || this.#over) return this.#alone(async () => this.#present()(await this.#whole()))
    // Pure, so the flushes need not wait for it: the frames that they add meanwhile follow.
    const present = this.#present()
    return present(await this.#missing(at.offset, this.#shown.offset))
  }

  /** Makes the event that brings a reader to what is shown now, out of the text that is missing there. */
  #present(): (text: string) => Step {
    const { presenter } = this.tools
    const { offset } = this.#shown
    const last = this.#closed
    const position = { next: this.#frames.end, offset }
    const around = this.#over ? presenter.ended(this.answer) : presenter.phase(this.answer)
    const rest = around + this.#after + (last ? presenter.end(this.answer) : '')
    return (text) => ({ bytes: this.#event(last ? 'end' : 'patch', offset, text + rest), position, last })
  }

  async #whole(): Promise<string> {
    const { answer } = this
    const { presenter } = this.tools
    const text = await this.#text.whole()
    const thinking = presenter.thinking(answer, 0, answer.split(this.#shown.offset).thinking)
    return thinking + (text === undefined ? '' : presenter.body(answer, text))
  }

  async #missing(from: number, to: number): Promise<string> {
    const { answer } = this
    const [start, end] = [answer.split(from), answer.split(to)]
    const thinking =
      start.thinking < end.thinking ? this.tools.presenter.thinking(answer, start.thinking, end.thinking) : ''
    return thinking + (await this.#text.missing(answer.content, start.content, end.content))
  }

  async #flush(late: number): Promise<void> {
    if (this.#closed) return
    const began = this.tools.now()
    this.#flushedAt = began
    const { answer } = this
    const { presenter } = this.tools
    // All of these now: while the text is rendered, the answer goes on.
    const was = answer.split(this.#shown.offset)
    const text = answer.part(was.content, Math.min(was.content + PIECE, answer.contentLength))
    const { thinkingShown } = answer
    const thinking = was.thinking < thinkingShown ? presenter.thinking(answer, was.thinking, thinkingShown) : ''
    const offset = thinkingShown + was.content + text.length
    const phase = `${answer.phase} ${answer.ahead}`
    const around = answer.phase === 'ended' || phase === this.#shown.phase ? '' : presenter.phase(answer)
    const patch = await this.#text.grow(text)
    this.#shown = { offset, phase }
    this.#push(thinking + patch + around)
    const more = offset < answer.offset
    if (more) this.#changed = true
    this.#pace = Math.min(SLOWEST_FLUSH_MS, Math.max(more ? 0 : FLUSH_MS, late + 4 * (this.tools.now() - began)))
  }

  /** One thing at a time with the cursor: what it shows and what the frames say must not part. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#working.then(work)
    this.#working = done.catch(() => undefined)
    return done
  }

  #schedule(): void {
    // Never longer than the pace, also when the clock was set back.
    const wait = Math.min(this.#pace, Math.max(0, this.#flushedAt + this.#pace - this.tools.now()))
    const due = this.tools.now() + wait
    this.#timer = setTimeout(async () => {
      this.#changed = false
      await this.flush(this.tools.now() - due).catch((error) => this.tools.report('flush failed', error))
      this.#timer = undefined
      if (this.#changed) this.changed()
    }, wait)
  }

  #push(data: string, event: 'patch' | 'end' = 'patch'): void {
    if (data === '') return
    const { offset } = this.#shown
    this.#frames.push({ bytes: this.#event(event, offset, data), offset })
    for (const subscriber of this.#subscribers) subscriber.wake()
  }

  #event(event: 'patch' | 'end', offset: number, data: string): Uint8Array {
    return encodeEvent({ event, id: formatCursor({ attempt: this.answer.attempt, offset }), data })
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
