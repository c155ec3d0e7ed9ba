import type { Prompt } from '../db/schema.ts'
import { AreaField, type FormState, TextField } from './field.tsx'
import { OwnList, Pane } from './pane.tsx'
import type { Ui } from './ui.ts'

/** The prompt library. */
export function PromptList({ ui, prompts }: { ui: Ui; prompts: Prompt[] }) {
  const { words, links } = ui
  return (
    <Pane title={words.prompts.title} text={words.prompts.text}>
      <OwnList
        ui={ui}
        items={prompts.map(({ id, name, content }) => ({
          ...{ name, detail: content, href: links.prompt(id), deletion: links.promptDeletion(id) },
          use: links.promptFilling(id),
        }))}
        empty={words.prompts.empty}
        add={{ href: links.newPrompt, label: words.prompts.add }}
      />
    </Pane>
  )
}

/** A prompt that is being written; without an id, a new one. */
export function PromptForm({ ui, promptId, state }: { ui: Ui; promptId?: number | undefined; state: FormState }) {
  const { words, links } = ui
  const form = 'prompt'
  return (
    <Pane title={promptId === undefined ? words.prompts.add : words.prompts.edit}>
      <form class="fields" method="post" action={promptId === undefined ? links.prompts : links.prompt(promptId)}>
        <TextField
          {...{ form, state }}
          name="name"
          label={words.prompts.name}
          hint={words.prompts.nameHint}
          required
          autofocus
        />
        <AreaField
          {...{ form, state }}
          name="content"
          label={words.prompts.content}
          hint={words.prompts.contentHint}
          rows={6}
          required
        />
        <div class="fields-bar">
          <button type="submit" class="send">
            {words.settings.save}
          </button>
          <a class="quiet button" href={links.prompts}>
            {words.actions.cancel}
          </a>
        </div>
      </form>
    </Pane>
  )
}
