import type { Chat } from '../db/schema.ts'
import type { Ui } from './ui.ts'

/** Stands above a chat that is never stored, in the place of the menu: says so, and lets go of it. */
export function TemporaryMark({ ui, chat }: { ui: Ui; chat: Chat }) {
  const { temporary } = ui.words
  return (
    <form class="temporary-mark" method="post" action={ui.links.chatDeletion(chat.id)}>
      <span title={temporary.hint}>{temporary.mark}</span>
      <button type="submit" class="quiet">
        {temporary.delete}
      </button>
    </form>
  )
}
