import type { SafeHtml } from '../markdown/sanitize.tsx'
import type { Answer, MessageRef } from './answer.ts'

/**
 * How an answer looks in the page, as HTML for swaps. Made of views and handed in, so that streaming knows none.
 * Everything here is idempotent, but for `thinking`, which adds to what is there.
 */
export type Presenter = {
  /** The message's DOM id. */
  id(answer: Answer): string
  /** What the answer waits for or does now. */
  phase(answer: Answer): string
  /** Moves the shown thinking from one length to another; from 0 it builds the whole. */
  thinking(answer: Answer, from: number, to: number): string
  /** Replaces the whole text. */
  body(answer: Answer, html: SafeHtml): string
  /** Everything around the text of an ended answer: thinking folded, figures, error, buttons. */
  ended(answer: Answer): string
  /** For a page that only grows, around the text: the finished thinking, folded; and what stands under an ended answer. */
  before(answer: Answer): string
  after(answer: Answer): string
  /** Takes the listening element out of the page, so that nothing reconnects. */
  end(answer: { ref: Pick<MessageRef, 'messageId'> }): string
}
