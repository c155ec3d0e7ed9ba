import type { Child } from 'hono/jsx'
import type { AppContext, Dependencies } from '../../context.ts'
import { usedModels } from '../../db/settings.ts'
import type { ChatId, UserId } from '../../ids.ts'
import { isGuide, preferred } from '../../providers/catalog.ts'
import { Layout } from '../../views/layout.tsx'
import type { ModelChoice } from '../../views/model-picker.tsx'
import type { Gone } from '../../views/notice.tsx'
import { Sidebar } from '../../views/sidebar.tsx'
import { listed } from './listed.ts'

/** How many models are listed before the others, as those used last. */
const MODELS_REMEMBERED = 5

/** A whole page around what is shown in its main part. */
export async function page(
  deps: Dependencies,
  c: AppContext,
  {
    title,
    current,
    growing,
    gone,
    children,
  }: { title?: string; current?: ChatId; growing?: string; gone?: Gone | undefined; children: Child },
) {
  const { ui } = c.var
  const [{ status }, chats] = await Promise.all([deps.catalog.offer(), listed(deps, c, { current })])
  return (
    <Layout
      ui={ui}
      title={title === undefined ? ui.words.name : `${title} · ${ui.words.name}`}
      growing={growing}
      gone={gone}
      sidebar={<Sidebar ui={ui} listed={chats} status={status} />}
    >
      {children}
    </Layout>
  )
}

/** The models to choose from, with the one that was used last in this chat, or in any, chosen. */
export async function modelChoice(deps: Dependencies, userId: UserId, wanted?: string): Promise<ModelChoice> {
  const { models } = await deps.catalog.offer()
  // The guide stands in while there is no model: what was asked of it is no wish to go on with it.
  const used = (await usedModels(deps.library, userId, MODELS_REMEMBERED)).filter((model) => !isGuide(model))
  return { models, used, chosen: preferred(models, wanted ?? used[0]) }
}
