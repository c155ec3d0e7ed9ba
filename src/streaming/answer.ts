import type { ChatId, MessageId, UserId } from '../ids.ts'
import type { Counts } from '../providers/provider.ts'
import type { Job } from './job.ts'
import { LongText } from './long-text.ts'

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

/**
 * One answer in the making: all that a reader can be shown of it.
 *
 * Readers count in offsets over thinking followed by text, in UTF-16 units. So thinking that comes after the text has
 * begun is kept for the record (`thinking`), but is not part of what the offsets count.
 */
export class Answer {
  phase: Phase = 'waiting'
  status: AnswerStatus = 'streaming'
  /** How many answers run before this one, while `queued`. */
  ahead = 0
  thinkingMs: number | undefined
  counts: Counts = {}
  /** Why it failed, in words for people; none when the fault is Weir's own. */
  error: string | undefined
  /** The answer could not be stored: shown beside it, since it would be gone after a reload. */
  unsaved = false
  #thinking: string
  readonly #content: LongText
  #thinkingShown: number | undefined
  /** An earlier attempt died while it thought, so the model thinks anew: a new paragraph. */
  #thinksAnew: boolean

  readonly ref: MessageRef
  readonly place: Place
  readonly model: string
  readonly attempt: number

  constructor({ ref, place, model, attempt, before }: Job) {
    this.ref = ref
    this.place = place
    this.model = model
    this.attempt = attempt
    this.#thinking = before?.thinking ?? ''
    this.#content = new LongText(before?.content ?? '')
    this.thinkingMs = before?.thinkingMs
    if (this.#content.length > 0) this.#thinkingShown = this.#thinking.length
    this.#thinksAnew = this.#thinking !== '' && this.#content.length === 0
  }

  get thinking(): string {
    return this.#thinking
  }

  get content(): string {
    return this.#content.toString()
  }

  /** The text between two of its own offsets. */
  part(from: number, to: number): string {
    return this.#content.slice(from, to)
  }

  get contentLength(): number {
    return this.#content.length
  }

  /** How much of the thinking the offsets count. */
  get thinkingShown(): number {
    return this.#thinkingShown ?? this.#thinking.length
  }

  get offset(): number {
    return this.thinkingShown + this.#content.length
  }

  /** An offset taken apart: how much thinking and how much text a reader at it has. */
  split(offset: number): { thinking: number; content: number } {
    const thinking = Math.min(offset, this.thinkingShown)
    return { thinking, content: offset - thinking }
  }

  addThinking(text: string): void {
    this.#thinking += this.#thinksAnew ? `\n\n${storable(text)}` : storable(text)
    this.#thinksAnew = false
    if (this.#thinkingShown === undefined) this.phase = 'thinking'
  }

  addText(text: string): void {
    this.#thinkingShown ??= this.#thinking.length
    this.#content.add(storable(text))
    this.phase = 'answering'
  }

  end(status: AnswerStatus, error?: string): void {
    this.status = status
    this.error = error
    this.phase = 'ended'
  }
}

/** A NUL would be the end of the text in the database; Markdown reads it as U+FFFD anyway (CommonMark, section 2.3). */
function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd')
}
