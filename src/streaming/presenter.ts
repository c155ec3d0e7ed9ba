import type { SafeHtml } from '../markdown/sanitize.tsx'
import type { Answer, MessageRef } from './answer.ts'
import type { PartKind } from './part.ts'

/** Who is shown an answer, as far as what stands around its text depends on it: in which language, and what they may do. */
export type ReaderClass = { language: string; right: 'read' | 'write' }

/** Which part of which message an element shows. */
export type PartRef = { messageId: MessageRef['messageId']; index: number }

/**
 * How an answer looks in the page, as HTML for swaps. Made of views and handed in, so that streaming knows none. The parts
 * hold what the model wrote and not a word of ours, so that all readers share them; what stands around them is said to each
 * class of readers in its own words.
 */
export type Presenter = {
  parts: PartsPresenter
  around(reader: ReaderClass): AroundPresenter
}

export type PartsPresenter = {
  /** The DOM id of the element that holds a part's text; it prefixes the ids inside. */
  textId(part: PartRef): string
  /** The element of one part, with what it shows so far. */
  part(part: PartRef, kind: PartKind, html: SafeHtml): SafeHtml
  /** Replaces all parts. */
  all(messageId: MessageRef['messageId'], parts: SafeHtml): SafeHtml
  /** Adds parts behind those that are there. */
  added(messageId: MessageRef['messageId'], parts: SafeHtml): SafeHtml
  /** Adds to the text of a part that is no Markdown. */
  grown(part: PartRef, text: string): SafeHtml
  /** A text that is no Markdown. */
  plain(text: string): SafeHtml
  /** Takes the listening element out of the page, so that nothing reconnects. */
  end(messageId: MessageRef['messageId']): SafeHtml
}

/** Everything here is idempotent. */
export type AroundPresenter = {
  /** What the answer waits for or does now. */
  phase(answer: Answer): SafeHtml
  /** What stands over a thought, open while it is the last part, and folded from then on. */
  thought(answer: Answer, index: number): SafeHtml
  /** What stands under an ended answer: figures, error, buttons. */
  ended(answer: Answer): SafeHtml
  /** For a page that only grows: what stands before and behind all parts, and a text; one other part; what is under all. */
  body(): [before: SafeHtml, behind: SafeHtml]
  text(answer: Answer, index: number): [before: SafeHtml, behind: SafeHtml]
  finished(answer: Answer, index: number, html: SafeHtml): SafeHtml
  foot(answer: Answer): SafeHtml
}
