import type { ChatId, MessageId, UserId } from '../ids.ts'
import type { Counts } from '../providers/provider.ts'
import type { Job } from './job.ts'
import { Part, type PartKind, type PlainPart } from './part.ts'

/** Which message an answer is. */
export type MessageRef = { userId: UserId; chatId: ChatId; messageId: MessageId }

/** Where it stands in the chat: the question that it answers, and all answers to that one, itself included. */
export type Place = { parentId: MessageId | null; versions: MessageId[] }

export type AnswerStatus = 'streaming' | 'complete' | 'stopped' | 'failed' | 'interrupted'

/**
 * What a running answer waits for or does: `queued` behind other answers, `waiting` for the first piece, `loading` when
 * that takes long, `thinking`, `answering`; `ended` with its status.
 */
export type Phase = 'queued' | 'waiting' | 'loading' | 'thinking' | 'answering' | 'ended'

/** What lies between two offsets of one part; `index` is its place among the parts. */
export type Slice = { index: number; kind: PartKind; from: number; to: number }

/** What a part costs besides its text, as so many UTF-16 units: elements of its own, and for a text a cursor. */
const PART = 500

/** Thoughts and text go on in the part that is there; every call and every result is one of its own. */
const growing = new Set<PartKind>(['thought', 'text'])

/**
 * One answer in the making: a list of parts, in the order in which the model makes them, and all that a reader can be
 * shown around them. Readers count in offsets over the texts of all parts in that order, in UTF-16 units.
 */
export class Answer {
  phase: Phase = 'waiting'
  status: AnswerStatus = 'streaming'
  /** How many answers run before this one, while `queued`. */
  ahead = 0
  counts: Counts = {}
  /** Why it failed, in words for people; none when the fault is Weir's own. */
  error: string | undefined
  /** The answer could not be stored: shown beside it, since it would be gone after a reload. */
  unsaved = false
  #parts: Part[]
  /** Where each part begins. */
  #starts: number[] = []
  #offset = 0
  /** What comes next is a part of its own, whatever its kind. */
  #anew: boolean
  #rethought = false

  readonly ref: MessageRef
  readonly place: Place
  readonly model: string
  readonly attempt: number

  constructor({ ref, place, model, attempt, before = [] }: Job) {
    this.ref = ref
    this.place = place
    this.model = model
    this.attempt = attempt
    this.#parts = []
    for (const part of before) this.#begin(part)
    // An attempt that died in its thoughts thinks anew; one that died in its text goes on with it.
    this.#anew = this.#parts.at(-1)?.kind === 'thought'
  }

  get parts(): readonly Part[] {
    return this.#parts
  }

  get offset(): number {
    return this.#offset
  }

  /** What it costs to keep and to show, in UTF-16 units. */
  get size(): number {
    return this.#offset + PART * this.#parts.length
  }

  /** Where a part begins, in the offsets of the whole. */
  startOf(index: number): number {
    return this.#starts[index] ?? this.#offset
  }

  /**
   * Which text the offsets count in: it moves on when a new attempt goes on from a checkpoint, and when text turns out to
   * have been a thought. A reader of another edition is shown the whole.
   */
  get edition(): string {
    return this.#rethought ? `${this.attempt}r` : `${this.attempt}`
  }

  /** All that the model said, without its thoughts. */
  get content(): string {
    return this.#textOf('text')
  }

  get thinking(): string {
    return this.#textOf('thought')
  }

  /** What lies between two offsets, part by part. */
  between(from: number, to: number): Slice[] {
    const slices: Slice[] = []
    for (const [index, { kind, length }] of this.#parts.entries()) {
      const start = this.startOf(index)
      if (start >= to) break
      if (start + length > from)
        slices.push({ index, kind, from: Math.max(0, from - start), to: Math.min(length, to - start) })
    }
    return slices
  }

  add(kind: PartKind, text: string): void {
    if (text === '') return
    const written = storable(text)
    const last = this.#parts.at(-1)
    if (last?.kind === kind && growing.has(kind) && !this.#anew) {
      last.add(written)
      this.#offset += written.length
    } else this.#begin({ kind, text: written })
    this.#anew = false
    this.phase = kind === 'thought' ? 'thinking' : 'answering'
  }

  /** The thought that is going on, or has just ended, took so much longer. */
  thoughtFor(ms: number): void {
    const thought = this.#parts.findLast(({ kind }) => kind === 'thought')
    if (thought) thought.ms = (thought.ms ?? 0) + ms
  }

  /** What came as text was a thought: the model has closed one that nobody saw it open. */
  rethink(): void {
    const parts = this.#parts.map((part) => ({ ...part.plain, kind: part.kind === 'text' ? 'thought' : part.kind }))
    this.#parts = []
    this.#starts = []
    this.#offset = 0
    for (const part of parts) this.#begin(part)
    this.#anew = true
    this.#rethought = true
    this.phase = 'thinking'
  }

  end(status: AnswerStatus, error?: string): void {
    this.status = status
    this.error = error
    this.phase = 'ended'
  }

  #begin(part: PlainPart): void {
    if (part.text === '') return
    this.#starts.push(this.#offset)
    this.#offset += part.text.length
    this.#parts.push(new Part(part))
  }

  #textOf(wanted: PartKind): string {
    return this.#parts.flatMap((part) => (part.kind === wanted ? [part.toString()] : [])).join('\n\n')
  }
}

/** A NUL would be the end of the text in the database; Markdown reads it as U+FFFD anyway (CommonMark, section 2.3). */
function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd')
}
