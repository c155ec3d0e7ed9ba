import type { Child } from 'hono/jsx'
import type { AppContext, Dependencies } from '../context.ts'
import { listChats } from '../db/chats.ts'
import { usedModels } from '../db/settings.ts'
import { isGuide, preferred } from '../providers/catalog.ts'
import { Layout } from '../views/layout.tsx'
import type { ModelChoice } from '../views/model-picker.tsx'
import { Sidebar } from '../views/sidebar.tsx'

/** How many chats the sidebar lists at once. */
export const CHATS_SHOWN = 100

/** How many models are listed before the others, as those used last. */
const MODELS_REMEMBERED = 5

/** A whole page around what is shown in its main part. */
export async function page(
  deps: Dependencies,
  c: AppContext,
  { title, current, growing, children }: { title?: string; current?: string; growing?: string; children: Child },
) {
  const { ui, db, catalog } = deps
  const [{ status }, chats] = await Promise.all([catalog.offer(), listChats(db, c.var.userId, { limit: CHATS_SHOWN })])
  return (
    <Layout
      ui={ui}
      title={title === undefined ? ui.words.name : `${title} · ${ui.words.name}`}
      growing={growing}
      sidebar={<Sidebar ui={ui} chats={chats} current={current} status={status} />}
    >
      {children}
    </Layout>
  )
}

/** The models to choose from, with the one that was used last in this chat, or in any, chosen. */
export async function modelChoice(
  deps: Dependencies,
  userId: string,
  wanted?: string,
  options?: { fresh: boolean },
): Promise<ModelChoice> {
  const { models } = await deps.catalog.offer(options)
  // The guide stands in while there is no model: what was asked of it is no wish to go on with it.
  const used = (await usedModels(deps.db, userId, MODELS_REMEMBERED)).filter((model) => !isGuide(model))
  return { models, used, chosen: preferred(models, wanted ?? used[0]) }
}
