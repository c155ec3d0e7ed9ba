import { Hono } from 'hono'
import { copy } from '../chat/copy.ts'
import { restore } from '../chat/deletion.ts'
import { stopAll } from '../chat/turn.ts'
import { type AppContext, type AppEnv, asksForFragment, type Dependencies } from '../context.ts'
import { changeChat, deleteChat } from '../db/chats.ts'
import type { Chat } from '../db/schema.ts'
import { isChatId } from '../ids.ts'
import { notFound, ProblemError } from '../problem.ts'
import { ChatLinks, ChatList, ChatPage, ListedChat } from '../views/chat-list.tsx'
import { ids } from '../views/ids.ts'
import { GoneEntry } from '../views/notice.tsx'
import { Pane } from '../views/pane.tsx'
import { TitlePartials } from '../views/title.tsx'
import { fields, readForm } from './http/form.ts'
import { chatsOn, cursorOf, listed, openChat } from './http/listed.ts'
import { loadChat } from './http/load.ts'
import { page } from './http/page.tsx'
import { redirect } from './http/redirect.ts'

/** The list of chats, and what changes it: new titles, pinning, the archive, copies, deletion and its undo. */
export function chatListRoutes(deps: Dependencies) {
  const { chats } = deps

  /** The list anew, for a change of its order. */
  async function reordered(c: AppContext) {
    c.header('HX-Retarget', `#${ids.chatList}`)
    c.header('HX-Reswap', 'outerHTML')
    return c.html(<ChatList ui={c.var.ui} listed={await listed(deps, c)} />)
  }

  function renamed(c: AppContext, chat: Chat) {
    const { ui } = c.var
    const current = openChat(c) === chat.id
    return c.html(
      <>
        <ListedChat ui={ui} chat={chat} current={current} focused />
        {current && <TitlePartials ui={ui} title={chat.title} />}
      </>,
    )
  }

  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const { ui } = c.var
      const before = cursorOf(c)
      if (asksForFragment(c)) return c.html(<ChatPage ui={ui} listed={await listed(deps, c, { before })} />)
      const { chats, more } = await chatsOn(deps, c.var.viewer.userId, 'listed', before)
      const last = more ? chats.at(-1) : undefined
      const children = (
        <Pane title={ui.words.lists.all}>
          <ChatLinks ui={ui} chats={chats} older={last && ui.links.chatsBefore(last)} />
        </Pane>
      )
      return c.html(await page(deps, c, { title: ui.words.lists.all, children }))
    })

    .post('/:chat', async (c) => {
      const { ui } = c.var
      const { words, links } = ui
      const { id } = await loadChat(deps, c)
      const change = await readForm(c, fields(words).change)
      const chat = await changeChat(chats, c.var.viewer.userId, id, change)
      if (!chat) throw notFound()
      if (!asksForFragment(c)) return redirect(c, change.archived ? links.homeWithout(chat.id) : links.chat(chat.id))
      if (change.archived) return c.html(<GoneEntry ui={ui} gone={{ how: 'archived', chat }} />)
      return change.title === undefined ? reordered(c) : renamed(c, chat)
    })

    .post('/:chat/copies', async (c) => {
      const { words, links } = c.var.ui
      const chat = await loadChat(deps, c)
      const made = await copy(deps, chat, { title: words.lists.copyTitle(chat.title) })
      if (!made) throw new ProblemError(422, ({ lists }) => lists.nothingToCopy)
      return redirect(c, links.chat(made.id))
    })

    .post('/:chat/deletion', async (c) => {
      const { ui } = c.var
      const chat = await loadChat(deps, c)
      await stopAll(deps, chat)
      await deleteChat(chats, c.var.viewer.userId, chat.id, deps.now())
      // The page that showed the chat is gone with it; elsewhere only the list changes.
      if (!asksForFragment(c) || openChat(c) === chat.id) return redirect(c, ui.links.homeWithout(chat.id))
      return c.html(<GoneEntry ui={ui} gone={{ how: 'deleted', chat }} />)
    })

    .post('/:chat/restoration', async (c) => {
      const id = c.req.param('chat')
      const chat = isChatId(id) && (await restore(deps, c.var.viewer.userId, id))
      if (!chat) throw new ProblemError(404, ({ lists }) => lists.tooLate)
      return asksForFragment(c) ? reordered(c) : c.redirect(c.var.ui.links.chat(chat.id), 303)
    })
}
