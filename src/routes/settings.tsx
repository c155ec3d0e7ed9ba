import { Hono } from 'hono'
import * as v from 'valibot'
import { type AppContext, type AppEnv, asksForFragment, type Dependencies } from '../context.ts'
import type { Chat } from '../db/schema.ts'
import { saveSettings } from '../db/settings.ts'
import { ProblemError } from '../problem.ts'
import type { FormState } from '../views/field.tsx'
import { ids } from '../views/ids.ts'
import { Pane } from '../views/pane.tsx'
import { SavedSettings, SettingsForm } from '../views/settings.tsx'
import { checkForm } from './checked-form.ts'
import { fields } from './form.ts'
import { loadChat } from './load.ts'
import { modelChoice, page } from './page.tsx'
import { settingEntries, settingsOf } from './settings-form.ts'

/** What one chat asks of its model. */
export function settingsRoutes(deps: Dependencies) {
  const { ui, chats } = deps
  const { words, links } = ui
  const schema = v.object({ model: fields(words).model, ...settingEntries(words) }, words.problem.badForm)

  async function settingsPage(c: AppContext, chat: Chat, state?: FormState) {
    const choice = await modelChoice(deps, c.var.userId, state?.values.model ?? chat.model)
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
      const form = await checkForm(c, schema, words)
      if (!form.ok && !asksForFragment(c)) return c.html(await settingsPage(c, chat, form.state), 422)
      if (!form.ok) {
        const choice = await modelChoice(deps, c.var.userId, form.state.values.model)
        // Errors are shown at the top of the page by themselves; this one belongs where the form is.
        c.header('HX-Retarget', `#${ids.settingsForm}`)
        c.header('HX-Reswap', 'outerHTML')
        return c.html(<SettingsForm ui={ui} chat={chat} choice={choice} state={form.state} drawer />, 422)
      }
      const { model, ...rest } = form.output
      const saved = { model, settings: settingsOf(rest) }
      if (!(await saveSettings(chats, c.var.userId, chat.id, saved)))
        throw new ProblemError(404, words.problem.notFound)
      if (!asksForFragment(c)) return c.redirect(links.chat(chat.id), 303)
      const choice = await modelChoice(deps, c.var.userId, model)
      return c.html(<SavedSettings ui={ui} chat={{ ...chat, ...saved }} choice={choice} />)
    })
}
