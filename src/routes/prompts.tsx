import { Hono } from 'hono'
import * as v from 'valibot'
import { fillIn, variablesOf } from '../chat/variables.ts'
import { type AppContext, type AppEnv, asksForFragment, type Dependencies } from '../context.ts'
import {
  deletePrompt,
  findPrompt,
  insertPrompt,
  listPrompts,
  matchPrompts,
  type PromptText,
  updatePrompt,
} from '../db/prompts.ts'
import { ProblemError } from '../problem.ts'
import type { FormState } from '../views/field.tsx'
import { ids } from '../views/ids.ts'
import { Filled, FillForm, Matches } from '../views/library.tsx'
import { Pane } from '../views/pane.tsx'
import { PromptForm, PromptList } from '../views/prompts.tsx'
import { Welcome } from '../views/welcome.tsx'
import { checkForm } from './http/checked-form.ts'
import { inEachLanguage, LONGEST_MESSAGE, readForm } from './http/form.ts'
import { modelChoice, page } from './http/page.tsx'
import { lines, name } from './http/text-fields.ts'

const MATCHES_SHOWN = 8
const LONGEST_PROMPT = 50_000

const promptForm = inEachLanguage((words) =>
  v.object(
    {
      name: name(words, words.prompts.needsName),
      content: v.pipe(lines(words, LONGEST_PROMPT), v.minLength(1, words.prompts.needsContent)),
    },
    words.problem.badForm,
  ),
)
const fillingForm = inEachLanguage(({ problem }) => v.record(v.string(), v.string(problem.badForm), problem.badForm))

/** The prompt library: its pages, what a `/` in the box finds, and a prompt with its variables filled in. */
export function promptRoutes(deps: Dependencies) {
  const { library } = deps

  async function loadPrompt(c: AppContext) {
    const id = Number(c.req.param('prompt'))
    const prompt = Number.isSafeInteger(id) ? await findPrompt(library, c.var.viewer.userId, id) : undefined
    if (!prompt) throw new ProblemError(404, ({ problem }) => problem.goneOwn)
    return prompt
  }

  async function form(c: AppContext, state: FormState, promptId?: number) {
    const { ui } = c.var
    const refused = Object.keys(state.problems).length > 0
    const children = <PromptForm ui={ui} promptId={promptId} state={state} />
    return c.html(await page(deps, c, { title: ui.words.prompts.title, children }), refused ? 422 : 200)
  }

  /** Stores what the form says; `store` is false when the name is taken. */
  async function save(c: AppContext, store: (prompt: PromptText) => Promise<boolean>, promptId?: number) {
    const { words, links } = c.var.ui
    const sent = await checkForm(c, promptForm(words))
    if (!sent.ok) return form(c, sent.state, promptId)
    if (await store(sent.output)) return c.redirect(links.prompts, 303)
    return form(c, { values: sent.output, problems: { name: words.prompts.taken } }, promptId)
  }

  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const { ui } = c.var
      const prompts = await listPrompts(library, c.var.viewer.userId)
      return c.html(
        await page(deps, c, { title: ui.words.prompts.title, children: <PromptList ui={ui} prompts={prompts} /> }),
      )
    })

    .get('/matches', async (c) => {
      const { ui } = c.var
      if (!asksForFragment(c)) return c.redirect(ui.links.prompts, 303)
      const typed = /^\/(.{0,60})$/.exec(c.req.query('content') ?? '')
      if (!typed) return c.body('')
      const letters = typed[1] ?? ''
      const prompts = await matchPrompts(library, c.var.viewer.userId, letters.trim(), MATCHES_SHOWN)
      return c.html(<Matches ui={ui} prompts={prompts} none={letters === '' && prompts.length === 0} />)
    })

    .get('/new', (c) => form(c, { values: {}, problems: {} }))
    .post('/', (c) => save(c, (prompt) => insertPrompt(library, c.var.viewer.userId, prompt, deps.now())))

    .get('/:prompt', async (c) => {
      const { id, name, content } = await loadPrompt(c)
      return form(c, { values: { name, content }, problems: {} }, id)
    })

    .post('/:prompt', async (c) => {
      const { id } = await loadPrompt(c)
      return save(c, (prompt) => updatePrompt(library, c.var.viewer.userId, id, prompt), id)
    })

    .post('/:prompt/deletion', async (c) => {
      const { id } = await loadPrompt(c)
      await deletePrompt(library, c.var.viewer.userId, id)
      return asksForFragment(c) ? c.body('') : c.redirect(c.var.ui.links.prompts, 303)
    })

    .post('/:prompt/filling', async (c) => {
      const { ui } = c.var
      const prompt = await loadPrompt(c)
      const variables = variablesOf(prompt.content)
      const sent = await readForm(c, fillingForm(c.var.ui.words))
      const values = new Map(variables.flatMap((name) => given(name, sent[`variable.${name}`])))
      if (values.size < variables.length) {
        if (!asksForFragment(c))
          return c.html(
            await page(deps, c, {
              title: prompt.name,
              children: (
                <Pane title={prompt.name}>
                  <FillForm ui={ui} prompt={prompt} variables={variables} inPage />
                </Pane>
              ),
            }),
          )
        c.header('HX-Retarget', `#${ids.library}`)
        c.header('HX-Reswap', 'innerHTML')
        return c.html(<FillForm ui={ui} prompt={prompt} variables={variables} />)
      }
      const text = fillIn(prompt.content, values, 2 * LONGEST_MESSAGE)
      if (text === undefined) throw new ProblemError(422, ({ problem }) => problem.tooLong)
      if (asksForFragment(c)) return c.html(<Filled ui={ui} text={text} />)
      const choice = await modelChoice(deps, c.var.viewer.userId)
      return c.html(await page(deps, c, { children: <Welcome ui={ui} choice={choice} text={text} /> }))
    })
}

function given(name: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[name, value]]
}
