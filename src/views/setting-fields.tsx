import {
  type ChatSettings,
  fieldOf,
  printSetting,
  type SettingName,
  settingNames,
  settings,
} from '../settings/table.ts'
import { AreaField, type FormState, SelectField, TextField } from './field.tsx'
import { type ModelChoice, ModelOptions } from './model-picker.tsx'
import type { Ui } from './ui.ts'

type Props = { ui: Ui; form: string; state: FormState }

/** What a chat or a preset asks of its model. Empty fields leave it to the model. */
export function SettingFields(props: Props) {
  return (
    <div class="field-grid">
      {settingNames.map((setting) => (
        <SettingField {...props} setting={setting} />
      ))}
    </div>
  )
}

function SettingField({ ui, form, state, setting }: Props & { setting: SettingName }) {
  const {
    label,
    hint,
    choices = {},
  }: { label: string; hint: string; choices?: Record<string, string> } = ui.words.settings.fields[setting]
  const { control } = settings[setting]
  const field = { form, state, name: fieldOf(setting), label, hint }
  if (control.kind === 'lines') return <AreaField {...field} rows={control.rows} />
  if (control.kind === 'line')
    return <TextField {...field} inputmode={control.inputmode} {...(control.offered && { list: control.offered })} />
  return (
    <SelectField {...field}>
      {control.choices.map((choice) => (
        <option value={choice} selected={choice === state.values[field.name]}>
          {choices[choice]}
        </option>
      ))}
    </SelectField>
  )
}

/** Settings as the texts of their fields. */
export function settingValues(values: ChatSettings): Record<string, string> {
  return Object.fromEntries(settingNames.map((name) => [fieldOf(name), printSetting(name, values)]))
}

/** Which model; `none` is what it says when no model is named. */
export function ModelField({ ui, form, state, choice, none }: Props & { choice: ModelChoice; none?: string }) {
  return (
    <SelectField {...{ form, state }} name="model" label={ui.words.composer.model}>
      {none !== undefined && <option value="">{none}</option>}
      <ModelOptions ui={ui} choice={choice} />
    </SelectField>
  )
}
