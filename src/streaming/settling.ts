import type { Answer } from './answer.ts'
import type { ChannelTools } from './channel.ts'
import { PIECE } from './growing-text.ts'
import type { Position, Step, StepResult } from './subscriber.ts'

const encoder = new TextEncoder()

/**
 * A reader's steps through an answer as HTML that only grows: the thinking when it is over, each block of text when it is
 * settled, and what stands under the answer at its end. The same renderer as for patches, with a cursor of its own.
 * `isOver` tells when the answer has ended and is stored.
 */
export function settling(
  answer: Answer,
  { renderer, presenter }: Pick<ChannelTools, 'renderer' | 'presenter'>,
  isOver: () => boolean,
) {
  const text = renderer.cursor(presenter.id(answer))
  let begun = false

  async function write(at: Position): Promise<Step> {
    const { contentLength } = answer
    const offset = Math.min(at.offset + PIECE, contentLength)
    const last = isOver() && offset === contentLength
    text.write(answer.part(at.offset, offset))
    await (last ? text.ending() : text.ready())
    if (last) text.finish()
    let html: string = text.settled()
    if (!begun && (contentLength > 0 || last)) {
      begun = true
      html = presenter.before(answer) + html
    }
    if (last) html += presenter.after(answer)
    return { bytes: encoder.encode(html), position: { ...at, offset }, last }
  }

  return {
    opening: new Uint8Array(),
    /** White space between blocks shows nothing. */
    heartbeat: encoder.encode('\n'),
    step: (at: Position): StepResult => (answer.contentLength > at.offset || isOver() ? write(at) : undefined),
  }
}
