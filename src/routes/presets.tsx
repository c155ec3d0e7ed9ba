import { Hono } from 'hono'
import * as v from 'valibot'
import { oneLine } from '../characters.ts'
import { type AppContext, type AppEnv, asksForFragment, type Dependencies } from '../context.ts'
import { findChat } from '../db/chats.ts'
import { deletePreset, insertPreset, listPresets, type PresetText, updatePreset } from '../db/presets.ts'
import { isChatId } from '../ids.ts'
import { ProblemError } from '../problem.ts'
import type { FormState } from '../views/field.tsx'
import { PresetForm, PresetList, presetValues } from '../views/presets.tsx'
import { checkForm } from './http/checked-form.ts'
import { fields, inEachLanguage } from './http/form.ts'
import { loadPreset } from './http/load-preset.ts'
import { modelChoice, page } from './http/page.tsx'
import { settingsForm } from './http/settings-form.ts'
import { list, name } from './http/text-fields.ts'

/** Of an emoji, in UTF-16 units: families and flags are long. */
const LONGEST_SIGN = 40

const presetForm = inEachLanguage((words) =>
  v.pipe(
    v.intersect([
      v.object(
        {
          name: name(words, words.presets.needsName),
          emoji: v.pipe(
            v.string(words.problem.badForm),
            v.trim(),
            v.check(isOneSign, words.presets.oneEmoji),
            v.transform((sign) => oneLine(sign, LONGEST_SIGN)),
          ),
          model: v.union([v.literal(''), fields(words).model], words.problem.noModel),
          starters: list(words, { most: 6, longest: 500, problem: words.presets.tooManyStarters }),
          isDefault: v.optional(v.string()),
        },
        words.problem.badForm,
      ),
      settingsForm(words),
    ]),
    v.transform(
      ({ model, isDefault, ...preset }): PresetText => ({
        ...preset,
        model: model === '' ? null : model,
        isDefault: isDefault !== undefined,
      }),
    ),
  ),
)

/** Sets of settings to begin chats with. */
export function presetRoutes(deps: Dependencies) {
  const { chats, library } = deps

  async function form(c: AppContext, state: FormState, presetId?: number) {
    const { ui } = c.var
    const refused = Object.keys(state.problems).length > 0
    const choice = { ...(await modelChoice(deps, c.var.viewer.userId)), chosen: state.values.model ?? '' }
    const children = <PresetForm ui={ui} presetId={presetId} choice={choice} state={state} />
    return c.html(await page(deps, c, { title: ui.words.presets.title, children }), refused ? 422 : 200)
  }

  async function save(c: AppContext, store: (preset: PresetText) => Promise<unknown>, presetId?: number) {
    const sent = await checkForm(c, presetForm(c.var.ui.words))
    if (!sent.ok) return form(c, sent.state, presetId)
    await store(sent.output)
    return c.redirect(c.var.ui.links.presets, 303)
  }

  async function preset(c: AppContext) {
    const found = await loadPreset(deps, c.var.viewer.userId, c.req.param('preset'))
    if (!found) throw new ProblemError(404, ({ problem }) => problem.goneOwn)
    return found
  }

  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const { ui } = c.var
      const presets = await listPresets(library, c.var.viewer.userId)
      return c.html(
        await page(deps, c, { title: ui.words.presets.title, children: <PresetList ui={ui} presets={presets} /> }),
      )
    })

    .get('/new', async (c) => {
      const id = c.req.query('chat') ?? ''
      const chat = isChatId(id) ? await findChat(chats, c.var.viewer.userId, id) : undefined
      const begun = { name: '', emoji: '', model: chat?.model ?? null, settings: chat?.settings ?? {} }
      return form(c, { values: presetValues({ ...begun, starters: [], isDefault: false }), problems: {} })
    })

    .post('/', (c) => save(c, (text) => insertPreset(library, c.var.viewer.userId, text, deps.now())))

    .get('/:preset', async (c) => {
      const found = await preset(c)
      return form(c, { values: presetValues(found), problems: {} }, found.id)
    })

    .post('/:preset', async (c) => {
      const { id } = await preset(c)
      return save(c, (text) => updatePreset(library, c.var.viewer.userId, id, text), id)
    })

    .post('/:preset/deletion', async (c) => {
      const { id } = await preset(c)
      await deletePreset(library, c.var.viewer.userId, id)
      return asksForFragment(c) ? c.body('') : c.redirect(c.var.ui.links.presets, 303)
    })
}

/** At most one sign as a person counts them: an emoji may be many characters. */
function isOneSign(text: string): boolean {
  return text.length <= LONGEST_SIGN && [...new Intl.Segmenter().segment(text)].length <= 1
}
