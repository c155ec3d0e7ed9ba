import type { MessageId } from '../ids.ts'
import { messageIds } from './ids.ts'
import type { Ui } from './ui.ts'

/** What a model thought before it answered: plain text, open while it grows, folded when it is done. */
export function Thought({
  ui,
  id,
  text,
  ms,
  open = false,
}: {
  ui: Ui
  id: MessageId
  text: string
  ms?: number | null | undefined
  open?: boolean
}) {
  const seconds = ms === null || ms === undefined ? undefined : Math.max(1, Math.round(ms / 1000))
  return (
    <details class="thought" open={open}>
      <summary>{open ? ui.words.phase.thinking : ui.words.thought(seconds)}</summary>
      <div id={messageIds(id).thoughtText} class="thought-text">
        {text}
      </div>
    </details>
  )
}
