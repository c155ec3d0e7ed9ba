import type { Answer } from './answer.ts'
import type { ChannelTools } from './channel.ts'
import type { Position, Step, StepResult } from './subscriber.ts'

const encoder = new TextEncoder()

/**
 * A reader's steps through an answer as HTML that only grows: the thinking when it is over, each block of text when it is
 * settled, and what stands under the answer at its end. The same renderer as for patches, with a cursor of its own.
 */
export function settling(answer: Answer, { renderer, presenter }: Pick<ChannelTools, 'renderer' | 'presenter'>) {
  const text = renderer.cursor(presenter.id(answer))
  let thought = false

  async function write(at: Position): Promise<Step> {
    const ended = answer.phase === 'ended'
    const { content } = answer
    text.write(content.slice(at.offset))
    await (ended ? text.ending() : text.ready())
    if (ended) text.finish()
    let html: string = text.settled()
    if (!thought && (content !== '' || ended)) {
      thought = true
      html = presenter.thought(answer) + html
    }
    if (ended) html += presenter.foot(answer)
    return { bytes: encoder.encode(html), position: { ...at, offset: content.length }, last: ended }
  }

  return {
    opening: new Uint8Array(),
    /** White space between blocks shows nothing. */
    heartbeat: encoder.encode('\n'),
    step: (at: Position): StepResult =>
      answer.content.length > at.offset || answer.phase === 'ended' ? write(at) : undefined,
  }
}
