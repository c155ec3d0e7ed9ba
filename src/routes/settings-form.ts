import * as v from 'valibot'
import type { ChatSettings } from '../db/schema.ts'
import { type NumberSetting, numberSettings, thinkChoices } from '../views/setting-values.ts'
import type { Words } from '../views/words.ts'
import { lines, list } from './checked-form.ts'

const LONGEST_SYSTEM = 20_000
/** Whole seconds, or a duration as Go writes it (https://pkg.go.dev/time#ParseDuration). */
const duration = /^(-?\d{1,9}|(\d{1,9}(\.\d{1,3})?(ms|s|m|h)){1,4})$/

/** The fields that say what a chat or a preset asks of its model. */
export function settingEntries(words: Words) {
  const { problems } = words.settings
  const number = (setting: NumberSetting) => numberField(setting, words)
  return {
    system: lines(words, LONGEST_SYSTEM),
    temperature: number('temperature'),
    top_p: number('top_p'),
    top_k: number('top_k'),
    seed: number('seed'),
    num_ctx: number('num_ctx'),
    num_predict: number('num_predict'),
    stop: list(words, { most: 8, longest: 100, problem: problems.stop }),
    think: v.picklist(thinkChoices, problems.think),
    keep_alive: v.pipe(
      v.string(words.problem.badForm),
      v.trim(),
      v.check((text) => text === '' || duration.test(text), problems.keepAlive),
    ),
  }
}

type SettingOutput = v.InferOutput<v.ObjectSchema<ReturnType<typeof settingEntries>, undefined>>

/** The checked fields as they are stored: what was left empty is not there. */
export function settingsOf(form: SettingOutput): ChatSettings {
  const { system, temperature, top_p, top_k, seed, num_ctx, num_predict, stop, think, keep_alive } = form
  return {
    ...(system !== '' && { system }),
    ...(temperature !== undefined && { temperature }),
    ...(top_p !== undefined && { top_p }),
    ...(top_k !== undefined && { top_k }),
    ...(seed !== undefined && { seed }),
    ...(num_ctx !== undefined && { num_ctx }),
    ...(num_predict !== undefined && { num_predict }),
    ...(stop.length > 0 && { stop }),
    ...(think !== '' && { think: think === 'on' ? true : think === 'off' ? false : think }),
    // Ollama takes seconds as a number, but in a text it wants the unit.
    ...(keep_alive !== '' && { keepAlive: /^-?\d+$/.test(keep_alive) ? `${keep_alive}s` : keep_alive }),
  }
}

function numberField(setting: NumberSetting, { problem, settings }: Words) {
  const { min, max, whole } = numberSettings[setting]
  const fits = (value: number) => value >= min && value <= max && (!whole || Number.isInteger(value))
  return v.pipe(
    v.string(problem.badForm),
    // A comma is how half the world writes the point.
    v.transform((text) => (text.trim() === '' ? undefined : Number(text.trim().replace(',', '.')))),
    v.check((value) => value === undefined || fits(value), settings.problems[whole ? 'whole' : 'number'](min, max)),
  )
}
