import { Hono } from 'hono'
import { findRestorable } from '../chat/deletion.ts'
import { type AppContext, type AppEnv, asksForFragment, type Dependencies } from '../context.ts'
import { findChat } from '../db/chats.ts'
import { listPresets } from '../db/presets.ts'
import { isChatId } from '../ids.ts'
import { ModelPicker } from '../views/model-picker.tsx'
import type { Gone } from '../views/notice.tsx'
import { StatusLine } from '../views/status-line.tsx'
import { Welcome } from '../views/welcome.tsx'
import { presetOf } from './http/load-preset.ts'
import { modelChoice, page } from './http/page.tsx'

/** The first page, and whether Ollama is there. */
export function homeRoutes(deps: Dependencies) {
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const { ui } = c.var
      const presets = await listPresets(deps.library, c.var.viewer.userId)
      const preset = presetOf(presets, c.req.query('preset'))
      const choice = await modelChoice(deps, c.var.viewer.userId, preset?.model ?? undefined)
      const children = <Welcome ui={ui} choice={choice} presets={presets} preset={preset} />
      return c.html(await page(deps, c, { children, gone: await findGone(deps, c) }))
    })

    .get('/status', async (c) => {
      const { ui } = c.var
      if (!asksForFragment(c)) return c.redirect(ui.links.home, 303)
      const { status } = await deps.catalog.offer({ fresh: true })
      return c.html(
        <>
          <StatusLine ui={ui} status={status} />
          <ModelPicker ui={ui} choice={await modelChoice(deps, c.var.viewer.userId)} oob />
        </>,
      )
    })
}

/** The chat that the address says was just put away, if it was. */
async function findGone(deps: Dependencies, c: AppContext): Promise<Gone | undefined> {
  const id = c.req.query('gone')
  if (id === undefined || !isChatId(id)) return undefined
  const deleted = await findRestorable(deps, c.var.viewer.userId, id)
  if (deleted) return { how: 'deleted', chat: deleted }
  const chat = await findChat(deps.chats, c.var.viewer.userId, id)
  return chat?.archived ? { how: 'archived', chat } : undefined
}
