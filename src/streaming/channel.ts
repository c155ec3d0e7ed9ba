import type { Renderer } from '../markdown/render.ts'
import { joined, nothing, type SafeHtml } from '../markdown/sanitize.tsx'
import type { Answer } from './answer.ts'
import { heartbeat, opening, parseCursor } from './event.ts'
import { type Around, createFrame, type Frame, Frames } from './frames.ts'
import { GrowingParts } from './growing-parts.ts'
import { Pace } from './pace.ts'
import { pause } from './pause.ts'
import type { AroundPresenter, Presenter, ReaderClass } from './presenter.ts'
import { settling } from './settling.ts'
import { type Position, type Step, type StepResult, Subscriber } from './subscriber.ts'

const HEARTBEAT_MS = 15_000

export type ChannelTools = {
  renderer: Renderer
  presenter: Presenter
  now: () => number
  report: (what: string, error: unknown) => void
}

/** What the frames so far show: an offset in an edition of the answer, and the phase that was drawn last. */
type Shown = { edition: string; offset: number; phase: string }

/**
 * Carries one answer to its readers. Every 50 to 250 ms what is new is rendered once, to a frame in a short log that all
 * readers share; one that is too far behind, or comes back, gets one patch from its own offset to now, which is shared by
 * all who come from there. Nothing here waits for a reader.
 */
export class Channel {
  readonly #subscribers = new Set<Subscriber>()
  #parts: GrowingParts
  readonly #frames = new Frames()
  #shown: Shown
  /** Events for readers that stand elsewhere than at the last frame, by where they stand: good until the next frame. */
  readonly #catchUps = new Map<number, Promise<CatchUp>>()
  /** Partials that came after the answer: kept, since a reader that comes late needs them too. */
  #after = nothing
  /** The frames show the answer's end; no more frames come; and that for good, or since the server goes away. */
  #over = false
  #closed = false
  #abandoned = false
  readonly #pace: Pace
  #working: Promise<unknown>
  readonly #heart: ReturnType<typeof setInterval>

  constructor(
    readonly answer: Answer,
    private readonly tools: ChannelTools,
  ) {
    this.#parts = new GrowingParts(answer, tools)
    // What an earlier attempt wrote is no news: whoever joins is sent it whole.
    this.#shown = { edition: answer.edition, offset: answer.offset, phase: '' }
    this.#working = this.#parts.skip()
    this.#pace = new Pace(() => this.#flushed(), tools.now)
    this.#heart = setInterval(() => this.#beat(), HEARTBEAT_MS)
  }

  /** The answer has changed: shown at the next flush. */
  changed(): void {
    this.#pace.changed()
  }

  /** The answer has ended and is stored: the last patch, and everything around the text in its final form. */
  ended(): Promise<void> {
    return this.#alone(async () => {
      while (this.#behind && !this.#closed) {
        await this.#flush()
        await pause()
      }
      const patch = await this.#parts.finish()
      const last = this.answer.parts.length - 1
      const folds = this.answer.parts[last]?.kind === 'thought' ? [last] : []
      this.#over = true
      this.#push(patch, (reader) =>
        joined([...folds.map((index) => reader.thought(this.answer, index)), reader.ended(this.answer)]),
      )
    })
  }

  /** Partials that follow the answer in the same stream, such as the chat's title. */
  append(html: SafeHtml): void {
    this.#after = joined([this.#after, html])
    if (html !== '') this.#push(html)
  }

  /** The `end` event, and no more. */
  end(): void {
    this.#stop()
    this.#push(this.tools.presenter.parts.end(this.answer.ref.messageId), undefined, 'end')
  }

  /** Leaves the readers without an `end`: they come back by themselves, to whoever runs then. */
  abandon(): void {
    this.#abandoned = true
    this.#stop()
    for (const subscriber of [...this.#subscribers]) subscriber.close()
  }

  /**
   * A reader's event stream. With a `Last-Event-ID` of this edition it goes on from there; without one, or with another
   * edition's, its first event replaces the whole message.
   */
  subscribe(reader: ReaderClass, lastEventId?: string): ReadableStream<Uint8Array> {
    const cursor = parseCursor(lastEventId)
    const known = cursor?.edition === this.#shown.edition && cursor.offset <= this.#shown.offset
    const around = this.tools.presenter.around(reader)
    const { edition } = this.#shown
    const position = { next: BEHIND, offset: known ? cursor.offset : NOTHING, edition }
    return this.#open(opening, heartbeat, position, (at) => this.#step(at, around))
  }

  /** The answer as HTML that only grows, for a page without JavaScript. */
  follow(reader: ReaderClass): ReadableStream<Uint8Array> {
    const around = this.tools.presenter.around(reader)
    const { opening, heartbeat, step } = settling(this.answer, this.tools, around, () => this.#over)
    return this.#open(opening, heartbeat, { next: BEHIND, offset: 0, edition: '' }, step)
  }

  #open(opening: Uint8Array, heartbeat: Uint8Array, position: Position, step: (at: Position) => StepResult) {
    const subscriber = new Subscriber(opening, heartbeat, position, step, this.tools.now, (gone) =>
      this.#subscribers.delete(gone),
    )
    this.#subscribers.add(subscriber)
    if (this.#abandoned) subscriber.close()
    return subscriber.stream
  }

  #step(at: Position, reader: AroundPresenter): StepResult {
    const frame = this.#frames.at(at.next)
    if (frame) {
      const position = { ...at, next: at.next + 1, offset: frame.offset, edition: frame.edition }
      return { bytes: frame.bytes(reader), position, last: this.#closed && position.next === this.#frames.end }
    }
    return at.next === this.#frames.end ? undefined : this.#catchUp(at, reader)
  }

  /** One event that takes a reader from where it stands to now, whatever it missed. */
  async #catchUp(at: Position, reader: AroundPresenter): Promise<Step> {
    const from = this.#over || at.edition !== this.#shown.edition ? NOTHING : at.offset
    const frame = this.#catchUps.get(from) ?? this.#caughtUp(from)
    this.#catchUps.set(from, frame)
    const { bytes, offset, edition, next, last } = await frame
    return { bytes: bytes(reader), position: { next, offset, edition }, last }
  }

  #caughtUp(from: number): Promise<CatchUp> {
    if (from === NOTHING) return this.#alone(async () => this.#present()((await this.#parts.whole()) ?? nothing, from))
    // Pure, so the flushes need not wait for it: the frames that they add meanwhile follow.
    const present = this.#present()
    return this.#parts.missing(from, this.#shown.offset).then((text) => present(text, from))
  }

  /** Makes the event that brings a reader to what is shown now, out of the text that is missing there. */
  #present(): (text: SafeHtml, from: number) => CatchUp {
    const { parts } = this.tools.presenter
    const shown = this.#shown
    const over = this.#over
    const last = this.#closed
    const next = this.#frames.end
    const after = this.#after
    const end = last ? parts.end(this.answer.ref.messageId) : nothing
    return (text, from) => {
      const heads = this.#heads(from, shown.offset)
      const around: Around = (reader) =>
        joined([heads(reader), over ? reader.ended(this.answer) : reader.phase(this.answer), after, end])
      return { ...this.#frame(last ? 'end' : 'patch', shown, text, around), next, last }
    }
  }

  /** Renders what is new to a frame, or the beginning of it when that is much; whether there is more. */
  async #flushed(): Promise<boolean> {
    await this.#alone(() => this.#flush()).catch((error) => this.tools.report('flush failed', error))
    return this.#behind && !this.#closed
  }

  async #flush(): Promise<void> {
    if (this.#closed) return
    const { answer } = this
    // All of these now: while the text is rendered, the answer goes on.
    const { edition } = answer
    const phase = `${answer.phase} ${answer.ahead}`
    const changed = answer.phase !== 'ended' && phase !== this.#shown.phase
    const from = edition === this.#shown.edition ? this.#shown.offset : NOTHING
    const patch = from === NOTHING ? await this.#anew() : await this.#parts.grow()
    this.#shown = { edition, offset: this.#parts.shown, phase }
    if (patch === '' && !changed) return
    const heads = this.#heads(from, this.#shown.offset)
    this.#push(patch, (reader) => joined([heads(reader), changed ? reader.phase(answer) : nothing]))
  }

  /** All of an answer whose parts are not what they were, in place of what was shown. */
  async #anew(): Promise<SafeHtml> {
    this.#parts = new GrowingParts(this.answer, this.tools)
    await this.#parts.skip()
    return (await this.#parts.whole()) ?? nothing
  }

  /** Whether there is something to show that is not shown. */
  get #behind(): boolean {
    return this.#shown.edition !== this.answer.edition || this.#shown.offset < this.answer.offset
  }

  /** What stands over the thoughts that have begun between two offsets, or are over since. */
  #heads(from: number, to: number): Around {
    const { answer } = this
    const now = answer.offset > to ? answer.between(0, to) : answer.between(0, answer.offset)
    const indices = now.flatMap(({ index, kind }) => {
      const start = answer.startOf(index)
      const over = index < now.length - 1 && from <= answer.startOf(index + 1)
      return kind === 'thought' && (start >= from || over) ? [index] : []
    })
    return (reader) => joined(indices.map((index) => reader.thought(answer, index)))
  }

  /** One thing at a time with the parts: what they show and what the frames say must not differ. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#working.then(work)
    this.#working = done.catch(() => undefined)
    return done
  }

  #push(text: SafeHtml, around?: Around, event: 'patch' | 'end' = 'patch'): void {
    this.#catchUps.clear()
    this.#frames.push(this.#frame(event, this.#shown, text, around))
    for (const subscriber of this.#subscribers) subscriber.wake()
  }

  #frame(event: 'patch' | 'end', { edition, offset }: Shown, text: SafeHtml, around?: Around): Frame {
    return createFrame({ event, edition, offset, text, around }, this.tools.report)
  }

  #beat(): void {
    for (const subscriber of [...this.#subscribers]) subscriber.beat()
  }

  #stop(): void {
    this.#closed = true
    this.#pace.stop()
    clearInterval(this.#heart)
  }
}

/** An event for a reader that stands elsewhere than at the last frame, and the number of the frame after it. */
type CatchUp = Frame & { next: number; last: boolean }

/** Positions that are not in the log: a reader that needs one patch of its own, and one whose page shows nothing of ours. */
const BEHIND = -1
const NOTHING = -1
