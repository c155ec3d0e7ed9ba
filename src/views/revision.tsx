import type { Message } from '../db/schema.ts'
import { ids, messageIds } from './ids.ts'
import type { Ui } from './ui.ts'

/** A user's message opened for editing. Saving makes a new branch; nothing is overwritten. */
export function Revision({ ui, message }: { ui: Ui; message: Message }) {
  const { words, links } = ui
  const action = links.revision(message.chatId, message.id)
  const back = links.chat(message.chatId)
  return (
    <article id={messageIds(message.id).message} class="message user editing">
      <form method="post" action={action} hx-post={action} hx-target={`#${ids.thread}`} hx-swap="outerHTML">
        <label class="visually-hidden" for={`edit-${message.id}`}>
          {words.composer.label}
        </label>
        <textarea id={`edit-${message.id}`} class="sends" name="content" required autofocus>
          {message.content}
        </textarea>
        <div class="editing-bar">
          <a
            class="quiet button"
            href={back}
            hx-get={back}
            hx-target={`#${ids.thread}`}
            hx-select={`#${ids.thread}`}
            hx-swap="outerHTML"
          >
            {words.actions.cancel}
          </a>
          <button type="submit" class="send">
            {words.actions.save}
          </button>
        </div>
      </form>
    </article>
  )
}
