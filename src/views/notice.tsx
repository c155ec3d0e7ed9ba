import type { Chat } from '../db/schema.ts'
import { ids } from './ids.ts'
import type { Ui } from './ui.ts'

/** What was just done to a chat, and the way back. */
export type Undoable = { what: 'archived' | 'deleted'; chat: Chat }

/**
 * Says what was done and offers to undo it; it goes by itself, unless somebody is at it. Without anything to say it is the
 * place for it, which takes the last one away.
 */
export function Notice({ ui, done, oob }: { ui: Ui; done?: Undoable | undefined; oob?: boolean }) {
  return (
    <div id={ids.notice} class="notice" role="status" hx-swap-oob={oob ? 'true' : undefined}>
      {done && <UndoForm ui={ui} done={done} />}
    </div>
  )
}

function UndoForm({ ui, done: { what, chat } }: { ui: Ui; done: Undoable }) {
  const { lists } = ui.words
  const action = what === 'deleted' ? ui.links.restoration(chat.id) : ui.links.chat(chat.id)
  return (
    <form method="post" action={action} hx-post={action} hx-target={`#${ids.chatList}`} hx-swap="outerHTML">
      <span>{lists[what](chat.title)}</span>
      {what === 'archived' && <input type="hidden" name="archived" value="false" />}
      <button type="submit" class="quiet strong">
        {lists.undo}
      </button>
    </form>
  )
}
