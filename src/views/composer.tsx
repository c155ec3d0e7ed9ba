import type { Model } from '../providers/provider.ts'
import { ids } from './ids.ts'
import type { Ui } from './ui.ts'

export type ModelChoice = { models: Model[]; chosen: string }

/**
 * The box that a message is written in. Posts to a new chat, or to the one that is open; with JavaScript the new messages
 * are added to the thread and the box is emptied.
 */
export function Composer({
  ui,
  chatId,
  choice,
  text = '',
}: {
  ui: Ui
  chatId?: string | undefined
  choice: ModelChoice
  text?: string
}) {
  const { words, links } = ui
  const action = chatId === undefined ? links.chats : links.messages(chatId)
  const target = chatId === undefined ? `#${ids.view}` : `#${ids.messages}`
  return (
    <form
      id={ids.composer}
      class="composer"
      method="post"
      action={action}
      hx-post={action}
      hx-target={target}
      hx-swap={chatId === undefined ? 'innerHTML' : 'beforeend'}
    >
      <label class="visually-hidden" for="content">
        {words.composer.label}
      </label>
      <textarea
        id="content"
        name="content"
        rows={1}
        maxlength={200_000}
        required
        placeholder={words.composer.placeholder}
        autofocus
      >
        {text}
      </textarea>
      <div class="composer-bar">
        <ModelPicker ui={ui} choice={choice} />
        <span class="hint">{words.composer.hint}</span>
        <button type="submit" class="send">
          {words.composer.send}
        </button>
      </div>
    </form>
  )
}

export function ModelPicker({ ui, choice, oob }: { ui: Ui; choice: ModelChoice; oob?: boolean }) {
  return (
    <span id={ids.modelPicker} class="model-picker" hx-swap-oob={oob ? 'true' : undefined}>
      <label class="visually-hidden" for="model">
        {ui.words.composer.model}
      </label>
      <select id="model" name="model">
        {choice.models.map((model) => (
          <option value={model.id} selected={model.id === choice.chosen}>
            {model.name}
          </option>
        ))}
      </select>
    </span>
  )
}
