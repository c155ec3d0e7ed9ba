import { Hono } from 'hono'
import { oneLine } from '../characters.ts'
import { type AppEnv, asksForFragment, type Dependencies } from '../context.ts'
import { searchMessages, searchTitles } from '../db/search.ts'
import { FoundFragment, Search } from '../views/search.tsx'
import { page } from './http/page.tsx'

const LONGEST_QUERY = 500
const CHATS_FOUND = 10
const MESSAGES_FOUND = 50

/** Looks through all chats of the user. */
export function searchRoutes(deps: Dependencies) {
  const { library } = deps
  return new Hono<AppEnv>().get('/', async (c) => {
    const { ui } = c.var
    const query = oneLine(c.req.query('q') ?? '', LONGEST_QUERY)
    const [chats, messages] = await Promise.all([
      searchTitles(library, c.var.viewer.userId, query, CHATS_FOUND),
      searchMessages(library, c.var.viewer.userId, query, MESSAGES_FOUND + 1),
    ])
    const found = { query, chats, messages: messages.slice(0, MESSAGES_FOUND), more: messages.length > MESSAGES_FOUND }
    if (asksForFragment(c)) return c.html(<FoundFragment ui={ui} found={found} />)
    return c.html(await page(deps, c, { title: ui.words.search.title, children: <Search ui={ui} found={found} /> }))
  })
}
