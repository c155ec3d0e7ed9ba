import type { Preset } from '../db/schema.ts'
import { AreaField, type FormState, TextField } from './field.tsx'
import { modelName } from './model-name.ts'
import type { ModelChoice } from './model-picker.tsx'
import { OwnList, Pane } from './pane.tsx'
import { ModelField, SettingFields, settingValues } from './setting-fields.tsx'
import type { Ui } from './ui.ts'

export function PresetList({ ui, presets }: { ui: Ui; presets: Preset[] }) {
  const { words, links } = ui
  return (
    <Pane title={words.presets.title} text={words.presets.text}>
      <OwnList
        ui={ui}
        items={presets.map((preset) => ({
          name: labelOf(preset),
          detail: detailOf(ui, preset),
          href: links.preset(preset.id),
          deletion: links.presetDeletion(preset.id),
        }))}
        empty={words.presets.empty}
        add={{ href: links.newPreset, label: words.presets.add }}
      />
    </Pane>
  )
}

/** The presets to begin a chat with, as links: the chosen one is in the address of the page. */
export function PresetChoice({ ui, presets, chosen }: { ui: Ui; presets: Preset[]; chosen?: Preset | undefined }) {
  const { words, links } = ui
  if (presets.length === 0) return null
  const chip = (href: string, label: string, current: boolean) => (
    <a class="chip" href={href} aria-current={current ? 'true' : undefined}>
      {label}
    </a>
  )
  return (
    <nav class="chips" aria-label={words.presets.title}>
      {chip(links.homeWith(0), words.presets.none, chosen === undefined)}
      {presets.map((preset) => chip(links.homeWith(preset.id), labelOf(preset), preset.id === chosen?.id))}
    </nav>
  )
}

/** A preset that is being written; without an id, a new one. */
export function PresetForm({
  ui,
  presetId,
  choice,
  state,
}: {
  ui: Ui
  presetId?: number | undefined
  choice: ModelChoice
  state: FormState
}) {
  const { words, links } = ui
  const { presets } = words
  const form = 'preset'
  return (
    <Pane title={presetId === undefined ? presets.add : presets.edit}>
      <form class="fields" method="post" action={presetId === undefined ? links.presets : links.preset(presetId)}>
        <div class="field-pair">
          <TextField {...{ form, state }} name="emoji" label={presets.emoji} />
          <TextField {...{ form, state }} name="name" label={presets.name} required autofocus />
        </div>
        <ModelField {...{ ui, form, state, choice }} none={presets.anyModel} />
        <AreaField {...{ form, state }} name="starters" label={presets.starters} hint={presets.startersHint} rows={3} />
        <SettingFields {...{ ui, form, state }} />
        <label class="check">
          <input type="checkbox" name="isDefault" checked={state.values.isDefault !== undefined} />
          {presets.isDefault}
        </label>
        <div class="fields-bar">
          <button type="submit" class="send">
            {words.settings.save}
          </button>
          <a class="quiet button" href={links.presets}>
            {words.actions.cancel}
          </a>
        </div>
      </form>
    </Pane>
  )
}

/** A preset as the texts of its form. */
export function presetValues(preset: Omit<Preset, 'id' | 'userId' | 'createdAt'>): Record<string, string> {
  const { name, emoji, model, settings, starters, isDefault } = preset
  return {
    ...settingValues(settings),
    ...{ name, emoji, model: model ?? '', starters: starters.join('\n') },
    ...(isDefault && { isDefault: 'on' }),
  }
}

function labelOf({ emoji, name }: Preset): string {
  return emoji === '' ? name : `${emoji} ${name}`
}

function detailOf({ words }: Ui, { model, isDefault, settings }: Preset): string {
  const parts = [
    isDefault ? words.presets.isDefault : '',
    model === null ? '' : modelName(model),
    settings.system ?? '',
  ]
  return parts.filter((part) => part !== '').join(' · ')
}
