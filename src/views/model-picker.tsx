import type { Model } from '../providers/provider.ts'
import { ids } from './ids.ts'
import { modelFacts, untagged } from './model-name.ts'
import type { Ui } from './ui.ts'

/** The models to choose from; `used` are those that the user's chats have, the latest first. */
export type ModelChoice = { models: Model[]; used: string[]; chosen: string }

/** Stands beside the box. Where the browser can, its list is drawn by our stylesheet; else it is the system's own. */
export function ModelPicker({ ui, choice, oob }: { ui: Ui; choice: ModelChoice; oob?: boolean }) {
  return (
    <span id={ids.modelPicker} class="model-picker" hx-swap-oob={oob ? 'true' : undefined}>
      <label class="visually-hidden" for="model">
        {ui.words.composer.model}
      </label>
      <select id="model" name="model">
        {/* Browsers that cannot draw the list by a stylesheet drop the button as they read it. */}
        <button type="button">
          <selectedcontent />
        </button>
        <ModelOptions ui={ui} choice={choice} />
      </select>
    </span>
  )
}

/** Those used last come first, in a group of their own. */
export function ModelOptions({ ui, choice }: { ui: Ui; choice: ModelChoice }) {
  const { used, others } = byUse(choice)
  const options = (models: Model[]) =>
    models.map((model) => (
      <option value={model.id} selected={model.id === choice.chosen}>
        <span class="model-name">{untagged(model.name)}</span>{' '}
        <span class="model-facts">{modelFacts(model, ui.words).join(' · ')}</span>
      </option>
    ))
  if (used.length === 0) return <>{options(others)}</>
  return (
    <>
      <optgroup label={ui.words.models.used}>{options(used)}</optgroup>
      {others.length > 0 && <optgroup label={ui.words.models.others}>{options(others)}</optgroup>}
    </>
  )
}

/** The models again, for another answer to the same question: each is a button. */
export function ModelButtons({ ui, choice, action }: { ui: Ui; choice: ModelChoice; action: string }) {
  const { used, others } = byUse(choice)
  return (
    <form
      class="model-buttons"
      method="post"
      action={action}
      hx-post={action}
      hx-target={`#${ids.thread}`}
      hx-swap="outerHTML"
    >
      {[...used, ...others].map((model) => (
        <button type="submit" name="model" value={model.id}>
          <span class="model-name">{untagged(model.name)}</span>
          <span class="model-facts">{modelFacts(model, ui.words).join(' · ')}</span>
        </button>
      ))}
    </form>
  )
}

function byUse({ models, used }: ModelChoice): { used: Model[]; others: Model[] } {
  return {
    used: used.flatMap((id) => models.find((model) => model.id === id) ?? []),
    others: models.filter(({ id }) => !used.includes(id)),
  }
}
