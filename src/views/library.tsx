import type { Prompt } from '../db/schema.ts'
import { Box } from './box.tsx'
import { ids } from './ids.ts'
import type { Ui } from './ui.ts'

/** Where prompts are offered while one types a `/`; app.js makes it look, and empties it. */
export function Library({ ui }: { ui: Ui }) {
  return (
    <div
      id={ids.library}
      class="library"
      aria-live="polite"
      hx-get={ui.links.promptMatches}
      hx-trigger="look"
      hx-include={`#${ids.content}`}
      hx-sync="this:replace"
    />
  )
}

/**
 * The prompts that fit what is typed; `none` when the library is empty. Choosing one ends a look that is still under way:
 * its answer would cover what is chosen.
 */
export function Matches({ ui, prompts, none }: { ui: Ui; prompts: Prompt[]; none: boolean }) {
  const { words, links } = ui
  if (none)
    return (
      <header>
        <p>
          {words.prompts.empty} <a href={links.newPrompt}>{words.prompts.add}</a>
        </p>
        <Close>{words.actions.close}</Close>
      </header>
    )
  if (prompts.length === 0) return null
  return (
    <>
      <header>
        <p class="field-hint">{words.prompts.matches(prompts.length)}</p>
        <Close>{words.actions.close}</Close>
      </header>
      <ul>
        {prompts.map(({ id, name, content }) => (
          <li>
            <button
              type="button"
              class="match"
              hx-post={links.promptFilling(id)}
              hx-target={`#${ids.content}`}
              hx-swap="outerHTML"
              hx-sync={`#${ids.library}:replace`}
            >
              <strong>{name}</strong>
              <span>{content}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Asks for what a prompt leaves open. With `inPage` the filled prompt opens a new chat's page, else it goes into the box. */
export function FillForm({
  ui,
  prompt,
  variables,
  inPage,
}: {
  ui: Ui
  prompt: Prompt
  variables: string[]
  inPage?: boolean
}) {
  const { words, links } = ui
  const action = links.promptFilling(prompt.id)
  const swaps = { 'hx-post': action, 'hx-target': `#${ids.content}`, 'hx-swap': 'outerHTML' }
  return (
    <form class="fields" method="post" action={action} {...(inPage ? {} : swaps)}>
      {!inPage && <strong>{prompt.name}</strong>}
      {variables.map((name, index) => (
        <div class="field">
          <label for={`variable-${index}`}>{name}</label>
          <textarea id={`variable-${index}`} name={`variable.${name}`} rows={1} class="sends" autofocus={index === 0} />
        </div>
      ))}
      <div class="fields-bar">
        <button type="submit" class="send">
          {words.prompts.insert}
        </button>
        {inPage ? (
          <a class="quiet button" href={links.prompts}>
            {words.actions.cancel}
          </a>
        ) : (
          <Close>{words.actions.cancel}</Close>
        )}
      </div>
    </form>
  )
}

/** Empties the library and leads back to the box, by app.js; so does Escape. */
function Close({ children }: { children: string }) {
  return (
    <button type="button" class="quiet close">
      {children}
    </button>
  )
}

/** The box with a prompt in it, and the library put away. */
export function Filled({ ui, text }: { ui: Ui; text: string }) {
  return (
    <>
      <Box ui={ui} text={text} />
      <div id={ids.library} hx-swap-oob="innerHTML" />
    </>
  )
}
