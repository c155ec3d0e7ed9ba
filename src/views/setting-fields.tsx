import { AreaField, type FormState, SelectField, TextField } from './field.tsx'
import { type ModelChoice, ModelOptions } from './model-picker.tsx'
import { numberNames, numberSettings, thinkChoices } from './setting-values.ts'
import type { Ui } from './ui.ts'

type Props = { ui: Ui; form: string; state: FormState }

const keepTimes = ['0', '5m', '30m', '1h', '24h', '-1']

/** What a chat or a preset asks of its model. Empty fields leave it to the model. */
export function SettingFields({ ui, form, state }: Props) {
  const words = ui.words.settings
  return (
    <>
      <AreaField {...{ form, state }} name="system" label={words.system.label} hint={words.system.hint} />
      <div class="field-grid">
        {numberNames.map((name) => (
          <TextField
            {...{ form, state, name }}
            label={words.numbers[name].label}
            hint={words.numbers[name].hint}
            inputmode={numberSettings[name].whole ? 'numeric' : 'decimal'}
          />
        ))}
        <SelectField {...{ form, state }} name="think" label={words.think.label} hint={words.think.hint}>
          {thinkChoices.map((choice) => (
            <option value={choice} selected={choice === state.values.think}>
              {words.think.choices[choice]}
            </option>
          ))}
        </SelectField>
        <TextField
          {...{ form, state }}
          name="keep_alive"
          label={words.keepAlive.label}
          hint={words.keepAlive.hint}
          list={keepTimes}
        />
      </div>
      <AreaField {...{ form, state }} name="stop" label={words.stop.label} hint={words.stop.hint} rows={2} />
    </>
  )
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
