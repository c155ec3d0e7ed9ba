import type { Chat } from '../db/schema.ts'
import { ids } from './ids.ts'
import type { Ui } from './ui.ts'

/** A chat that was just put away, and how. */
export type Gone = { how: 'archived' | 'deleted'; chat: Chat }

/** Says on the page that follows that a chat is gone, and offers the way back. It goes by itself, unless somebody is at it. */
export function Notice({ ui, gone }: { ui: Ui; gone: Gone }) {
  return (
    <div class="notice passing" role="status">
      <UndoForm ui={ui} gone={gone} hx={{}} />
    </div>
  )
}

/** The same in the list, where the chat was. What had the focus is gone with the chat, so it comes here. */
export function GoneEntry({ ui, gone }: { ui: Ui; gone: Gone }) {
  const hx = { 'hx-post': wayBack(ui, gone), 'hx-target': `#${ids.chatList}`, 'hx-swap': 'outerHTML' }
  return (
    <>
      <li class="passing">
        <UndoForm ui={ui} gone={gone} hx={hx} focused />
      </li>
      <div id={ids.announcer} hx-swap-oob="innerHTML">
        {ui.words.lists[gone.how](gone.chat.title)}
      </div>
    </>
  )
}

function UndoForm(props: { ui: Ui; gone: Gone; hx: Record<string, string>; focused?: boolean }) {
  const { ui, gone, hx, focused } = props
  const { lists } = ui.words
  return (
    <form class="undo" method="post" action={wayBack(ui, gone)} {...hx}>
      <span>{lists[gone.how](gone.chat.title)}</span>
      {gone.how === 'archived' && <input type="hidden" name="archived" value="false" />}
      <button type="submit" class="quiet strong" autofocus={focused}>
        {lists.undo}
      </button>
    </form>
  )
}

function wayBack({ links }: Ui, { how, chat }: Gone): string {
  return how === 'deleted' ? links.restoration(chat.id) : links.chat(chat.id)
}
