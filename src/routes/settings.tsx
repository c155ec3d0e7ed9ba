import { Hono } from 'hono'
import * as v from 'valibot'
import { type AppContext, type AppEnv, asksForFragment, type Dependencies } from '../context.ts'
import type { Chat } from '../db/schema.ts'
import { saveSettings } from '../db/settings.ts'
import { notFound } from '../problem.ts'
import type { FormState } from '../views/field.tsx'
import { ids } from '../views/ids.ts'
import { Pane } from '../views/pane.tsx'
import { SavedSettings, SettingsForm } from '../views/settings.tsx'
import { checkForm } from './http/checked-form.ts'
import { fields, inEachLanguage } from './http/form.ts'
import { loadChat } from './http/load.ts'
import { modelChoice, page } from './http/page.tsx'
import { settingsForm } from './http/settings-form.ts'

const chatForm = inEachLanguage((words) =>
  v.intersect([v.object({ model: fields(words).model }, words.problem.badForm), settingsForm(words)]),
)

/** What one chat asks of its model. */
export function settingsRoutes(deps: Dependencies) {
  const { chats } = deps

  async function settingsPage(c: AppContext, chat: Chat, state?: FormState) {
    const { ui } = c.var
    const { words } = ui
    const choice = await modelChoice(deps, c.var.viewer.userId, state?.values.model ?? chat.model)
    return page(deps, c, {
      title: words.settings.title,
      current: chat.id,
      children: (
        <Pane title={words.settings.of(chat.title)}>
          <SettingsForm ui={ui} chat={chat} choice={choice} state={state} />
        </Pane>
      ),
    })
  }

  return new Hono<AppEnv>()
    .get('/', async (c) => c.html(await settingsPage(c, await loadChat(deps, c))))

    .post('/', async (c) => {
      const chat = await loadChat(deps, c)
      const { ui } = c.var
      const form = await checkForm(c, chatForm(ui.words))
      if (!form.ok && !asksForFragment(c)) return c.html(await settingsPage(c, chat, form.state), 422)
      if (!form.ok) {
        const choice = await modelChoice(deps, c.var.viewer.userId, form.state.values.model)
        // Errors are shown at the top of the page by themselves; this one belongs where the form is.
        c.header('HX-Retarget', `#${ids.settingsForm}`)
        c.header('HX-Reswap', 'outerHTML')
        return c.html(<SettingsForm ui={ui} chat={chat} choice={choice} state={form.state} drawer />, 422)
      }
      const saved = form.output
      if (!(await saveSettings(chats, c.var.viewer.userId, chat.id, saved))) throw notFound()
      if (!asksForFragment(c)) return c.redirect(ui.links.chat(chat.id), 303)
      const choice = await modelChoice(deps, c.var.viewer.userId, saved.model)
      return c.html(<SavedSettings ui={ui} chat={{ ...chat, ...saved }} choice={choice} />)
    })
}
