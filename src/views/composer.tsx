import type { ChatId } from '../ids.ts'
import { Box } from './box.tsx'
import { ids } from './ids.ts'
import { Library } from './library.tsx'
import { type ModelChoice, ModelPicker } from './model-picker.tsx'
import type { Ui } from './ui.ts'

/**
 * The box that a message is written in. Posts to a new chat, or to the one that is open; with JavaScript the new messages
 * are added to the thread and the box is emptied; until then app.js keeps what is in it as a draft, under the address that
 * it will be sent to. While an answer runs and nothing is written, Stop stands for Send.
 */
export function Composer({
  ui,
  chatId,
  choice,
  text = '',
  presetId,
}: {
  ui: Ui
  chatId?: ChatId | undefined
  choice: ModelChoice
  text?: string
  /** What a new chat begins with. */
  presetId?: number | undefined
}) {
  const { words, links } = ui
  const action = chatId === undefined ? links.chats : links.messages(chatId)
  const target = chatId === undefined ? `#${ids.view}` : `#${ids.messages}`
  const halt = chatId !== undefined && links.chatCancellation(chatId)
  return (
    <div class="dock">
      <Library ui={ui} />
      <form
        id={ids.composer}
        class="composer"
        method="post"
        action={action}
        hx-post={action}
        hx-target={target}
        hx-swap={chatId === undefined ? 'innerHTML' : 'beforeend'}
        hx-sync="this:drop"
        autocomplete={ui.temporary === 'here' ? 'off' : undefined}
      >
        <label class="visually-hidden" for={ids.content}>
          {words.composer.label}
        </label>
        <div data-kept={ui.temporary === 'here' ? undefined : action}>
          <Box ui={ui} text={text} />
        </div>
        <div class="composer-bar">
          <ModelPicker ui={ui} choice={choice} />
          <span class="hint">{words.composer.hint}</span>
          {presetId !== undefined && <input type="hidden" name="preset" value={presetId} />}
          {halt && (
            <button type="submit" class="halt" form="halt">
              {words.actions.stop}
            </button>
          )}
          <button type="submit" class="send">
            {words.composer.send}
          </button>
        </div>
      </form>
      {halt && <form id="halt" method="post" action={halt} hx-post={halt} hx-swap="none" />}
    </div>
  )
}
