import type { ChatId, MessageId } from '../ids.ts'
import type { Phase } from '../streaming/answer.ts'
import type { ReaderClass } from '../streaming/presenter.ts'
import { shortcuts } from './keys.tsx'
import type { Ui } from './ui.ts'

/** What a running answer waits for or does, with the button that stops it. */
export function PhaseLine({
  ui,
  message,
  phase,
  ahead,
  right = 'write',
}: {
  ui: Ui
  message: { id: MessageId; chatId: ChatId }
  phase: Phase
  ahead: number
  right?: ReaderClass['right']
}) {
  const { words } = ui
  const text = phase === 'queued' ? words.phase.queued(ahead) : words.phase[phase]
  const stop = ui.links.cancellation(message.chatId, message.id)
  return (
    <div class={`phase-line ${phase}`}>
      <span class="pulse" aria-hidden="true" />
      <span>{text}</span>
      {right === 'write' && (
        <form method="post" action={stop} hx-post={stop} hx-swap="none">
          <button type="submit" class="quiet stop" aria-keyshortcuts={shortcuts.stop}>
            {words.actions.stop}
          </button>
        </form>
      )}
    </div>
  )
}
