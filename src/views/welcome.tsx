import type { Preset } from '../db/schema.ts'
import { Composer } from './composer.tsx'
import { ids } from './ids.ts'
import type { ModelChoice } from './model-picker.tsx'
import { PresetChoice } from './presets.tsx'
import type { Ui } from './ui.ts'

/** The first page: what this is, prompts to begin with (the preset's own, if it has any), and the box. */
export function Welcome({
  ui,
  choice,
  text,
  presets = [],
  preset,
}: {
  ui: Ui
  choice: ModelChoice
  text?: string
  presets?: Preset[]
  /** What the new chat begins with. */
  preset?: Preset | undefined
}) {
  const { welcome, temporary } = ui.words
  const { title, text: introduction } = ui.temporary === 'here' ? temporary : welcome
  const starters = preset?.starters.map((starter) => ({ title: '', text: starter })) ?? []
  return (
    <>
      <section class="welcome">
        <h1>{title}</h1>
        <p>{introduction}</p>
        <PresetChoice ui={ui} presets={presets} chosen={preset} />
        <div class="prompts">
          {(starters.length > 0 ? starters : welcome.prompts).map((prompt) => (
            <form
              method="post"
              action={ui.links.chats}
              hx-post={ui.links.chats}
              hx-target={`#${ids.view}`}
              hx-swap="innerHTML"
              hx-include="#model"
            >
              <input type="hidden" name="content" value={prompt.text} />
              {preset && <input type="hidden" name="preset" value={preset.id} />}
              <button type="submit" class="prompt">
                {prompt.title !== '' && <strong>{prompt.title}</strong>}
                <span>{prompt.text}</span>
              </button>
            </form>
          ))}
        </div>
      </section>
      <Composer ui={ui} choice={choice} text={text ?? ''} presetId={preset?.id} />
    </>
  )
}
