import { Hono } from 'hono'
import { stopAll } from '../chat/turn.ts'
import type { AppEnv, Dependencies } from '../context.ts'
import { removeChat } from '../db/chats.ts'
import { listPresets } from '../db/presets.ts'
import { createUi } from '../views/ui.ts'
import { Welcome } from '../views/welcome.tsx'
import { chatRoutes } from './chats.tsx'
import { loadChat } from './http/load.ts'
import { presetOf } from './http/load-preset.ts'
import { modelChoice, page } from './http/page.tsx'
import { messageRoutes } from './messages.tsx'
import { settingsRoutes } from './settings.tsx'

/** Chats that are never stored: the same routes over a database in memory, without all that lists and keeps them. */
export function temporaryRoutes(deps: Dependencies) {
  const { chats, library, siteMap, languages } = deps
  return new Hono<AppEnv>()
    .use(async (c, next) => {
      c.set('ui', createUi(siteMap, languages, c.var.viewer))
      await next()
    })

    .get('/', async (c) => {
      const { ui } = c.var
      const presets = await listPresets(library, c.var.viewer.userId)
      const preset = presetOf(presets, c.req.query('preset'))
      const choice = await modelChoice(deps, c.var.viewer.userId, preset?.model ?? undefined)
      const children = <Welcome ui={ui} choice={choice} presets={presets} preset={preset} />
      return c.html(await page(deps, c, { title: ui.words.temporary.begin, children }))
    })

    .post('/chats/:chat/deletion', async (c) => {
      const chat = await loadChat(deps, c)
      await stopAll(deps, chat)
      await removeChat(chats, c.var.viewer.userId, chat.id)
      return c.redirect(c.var.ui.links.temporary, 303)
    })

    .route('/chats', chatRoutes(deps))
    .route('/chats/:chat/messages', messageRoutes(deps))
    .route('/chats/:chat/settings', settingsRoutes(deps))
}
