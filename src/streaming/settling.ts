import type { Cursor } from '../markdown/render.ts'
import { joined, nothing, type SafeHtml } from '../markdown/sanitize.tsx'
import type { Answer, Slice } from './answer.ts'
import type { ChannelTools } from './channel.ts'
import { PIECE } from './growing-text.ts'
import type { AroundPresenter } from './presenter.ts'
import type { Position, Step, StepResult } from './subscriber.ts'

const encoder = new TextEncoder()

/**
 * A reader's steps through an answer as HTML that only grows: each block of a text when it is settled, every other part
 * when it is over, and what stands under the answer at its end. The same renderer as for patches, with cursors of its own.
 * `isOver` tells when the answer has ended and is stored.
 */
export function settling(
  answer: Answer,
  { renderer, presenter }: Pick<ChannelTools, 'renderer' | 'presenter'>,
  around: AroundPresenter,
  isOver: () => boolean,
) {
  const { messageId } = answer.ref
  const [opening, closing] = around.body()
  /** The text that is being sent. */
  let text: { index: number; cursor: Cursor; behind: SafeHtml } | undefined

  /** Up to where there is something to send: a part that is no text is sent when it is over. */
  function settledTo(): number {
    const last = answer.parts.at(-1)
    return isOver() || last?.kind === 'text' ? answer.offset : answer.startOf(answer.parts.length - 1)
  }

  async function write(at: Position): Promise<Step> {
    const offset = Math.min(at.offset + PIECE, settledTo())
    const last = isOver() && offset === answer.offset
    const html: SafeHtml[] = []
    for (const slice of answer.between(at.offset, offset)) {
      if (text && (slice.kind !== 'text' || slice.index !== text.index)) html.push(await close(text))
      html.push(slice.kind === 'text' ? await grow(slice) : finished(slice))
    }
    if (last && text) html.push(await close(text))
    if (last) html.push(closing, around.foot(answer))
    return { bytes: encoder.encode(joined(html)), position: { ...at, offset }, last }
  }

  /** A part that is no text, all of it at once: it is as long as it will be. */
  function finished({ index, from }: Slice): SafeHtml {
    if (from > 0) return nothing
    return around.finished(answer, index, presenter.parts.plain(answer.parts[index]?.toString() ?? ''))
  }

  async function grow({ index, from, to }: Slice): Promise<SafeHtml> {
    let before = nothing
    if (!text) {
      const [opened, behind] = around.text(answer, index)
      before = opened
      text = { index, cursor: renderer.cursor(presenter.parts.textId({ messageId, index })), behind }
    }
    text.cursor.write(answer.parts[index]?.slice(from, to) ?? '')
    await text.cursor.ready()
    return joined([before, text.cursor.settled()])
  }

  async function close({ cursor, behind }: { cursor: Cursor; behind: SafeHtml }): Promise<SafeHtml> {
    text = undefined
    await cursor.ending()
    cursor.finish()
    return joined([cursor.settled(), behind])
  }

  return {
    opening: encoder.encode(opening),
    /** White space between blocks shows nothing. */
    heartbeat: encoder.encode('\n'),
    step: (at: Position): StepResult => (settledTo() > at.offset || isOver() ? write(at) : undefined),
  }
}
