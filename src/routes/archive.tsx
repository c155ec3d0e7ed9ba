import { Hono } from 'hono'
import type { AppEnv, Dependencies } from '../context.ts'
import { ChatLinks } from '../views/chat-list.tsx'
import { Pane } from '../views/pane.tsx'
import { chatsOn, cursorOf } from './http/listed.ts'
import { page } from './http/page.tsx'

/** Chats that were put away, to look at and to bring back. */
export function archiveRoutes(deps: Dependencies) {
  return new Hono<AppEnv>().get('/', async (c) => {
    const { ui } = c.var
    const { lists } = ui.words
    const { chats, more } = await chatsOn(deps, c.var.viewer.userId, 'archived', cursorOf(c))
    const last = more ? chats.at(-1) : undefined
    const children = (
      <Pane title={lists.archive} text={chats.length === 0 ? lists.emptyArchive : lists.archiveText}>
        <ChatLinks ui={ui} chats={chats} older={last && ui.links.archiveBefore(last)} />
      </Pane>
    )
    return c.html(await page(deps, c, { title: lists.archive, children }))
  })
}
