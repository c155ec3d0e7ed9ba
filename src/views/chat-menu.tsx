import type { Chat } from '../db/schema.ts'
import type { Ui } from './ui.ts'

/**
 * What can be done with a chat as a whole, in a popover that the browser opens, closes and returns from. In the list its
 * forms change the list; elsewhere, and without JavaScript, they lead to the page that follows.
 */
export function ChatMenu({ ui, chat, listed = false }: { ui: Ui; chat: Chat; listed?: boolean }) {
  const { words, links } = ui
  const { lists } = words
  const id = `${listed ? 'menu' : 'header-menu'}-${chat.id}`
  const action = links.chat(chat.id)
  const hx = listed ? { 'hx-post': action, 'hx-target': 'closest li', 'hx-swap': 'outerHTML' } : {}
  return (
    <>
      <button type="button" class="quiet chat-menu-button" popovertarget={id} aria-label={lists.menu(chat.title)}>
        ⋯
      </button>
      <div id={id} class="chat-menu" popover="auto">
        <form class="rename" method="post" action={action} {...hx}>
          <input name="title" value={chat.title} aria-label={lists.title} required autocomplete="off" />
          <button type="submit">{lists.rename}</button>
        </form>
        <form class="chat-actions" method="post" action={action} {...hx}>
          <button type="submit" name="pinned" value={String(!chat.pinned)}>
            {chat.pinned ? lists.unpin : lists.pin}
          </button>
          <button type="submit" name="archived" value={String(!chat.archived)}>
            {chat.archived ? lists.bringBack : lists.putAway}
          </button>
          <button type="submit" formaction={links.copies(chat.id)}>
            {lists.duplicate}
          </button>
          <a href={links.chatMarkdown(chat.id)}>{lists.asMarkdown}</a>
          <a href={links.chatJson(chat.id)}>{lists.asJson}</a>
          <button type="submit" formaction={links.chatDeletion(chat.id)} class="danger">
            {words.actions.delete}
          </button>
        </form>
      </div>
    </>
  )
}
