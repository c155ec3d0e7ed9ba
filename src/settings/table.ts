import { choice, duration, type Kind, list, number, text, type Unfit, whole } from './kind.ts'

export type Setting<T> = Kind<T> & {
  /** To the model among its `options`, to the provider as part of the `request`, or before the messages as a `prompt`. */
  goes: 'options' | 'request' | 'prompt'
  /** It shapes where an answer ends, so a side job does without it. */
  endsAnswer?: boolean
  /** The name of its field in forms, where that is another one. */
  field?: string
}

/**
 * What a chat or a preset may ask of its model: all that there is to say of each setting, in the order of the form. The
 * names are those that Ollama knows and that the values are stored under. docs/adding-a-setting.md tells how to add one.
 */
const table = {
  system: { ...text(20_000), goes: 'prompt' },
  temperature: { ...number(0, 2), goes: 'options' },
  top_p: { ...number(0, 1), goes: 'options' },
  top_k: { ...whole(0, 1000), goes: 'options' },
  seed: { ...whole(0, 2_147_483_647), goes: 'options' },
  num_ctx: { ...whole(256, 2_097_152), goes: 'options' },
  num_predict: { ...whole(1, 1_000_000), goes: 'options', endsAnswer: true },
  think: { ...choice({ off: false, on: true, low: 'low', medium: 'medium', high: 'high' }), goes: 'request' },
  keepAlive: { ...duration(['0', '5m', '30m', '1h', '24h', '-1']), goes: 'request', field: 'keep_alive' },
  stop: { ...list(8, 100, 'stop'), goes: 'options', endsAnswer: true },
} satisfies Record<string, Setting<unknown>>

type Table = typeof table
type Values = { [Name in keyof Table]: Table[Name] extends Kind<infer T> ? T : never }

export type SettingName = keyof Table
/** The values of a chat or a preset. What is left out is the model's own default. */
export type ChatSettings = { [Name in SettingName]?: Values[Name] }
/** The values that go to one place. */
export type Going<Where> = Pick<
  ChatSettings,
  { [Name in SettingName]: Table[Name] extends { goes: Where } ? Name : never }[SettingName]
>
/** What each is called and explained by; of a choice, what each of its texts is called. */
export type SettingWords = {
  [Name in SettingName]: { label: string; hint: string } & (Table[Name]['control'] extends {
    choices: readonly (infer Text extends string)[]
  }
    ? { choices: Record<Text, string> }
    : unknown)
}

export const settings: { readonly [Name in SettingName]: Setting<Values[Name]> } = table
export const settingNames: readonly SettingName[] = Object.keys(table).filter(isName)

function isName(name: string): name is SettingName {
  return name in table
}

/** The name of a setting's field in forms. */
export function fieldOf(name: SettingName): string {
  return settings[name].field ?? name
}

/** Puts what a field says into `values`; or says why it is none, and leaves them as they are. */
export function readSetting<Name extends SettingName>(
  name: Name,
  text: string,
  values: ChatSettings,
): Unfit | undefined {
  const { value, unfit } = settings[name].parse(text)
  if (value !== undefined) values[name] = value
  return unfit
}

/** A value as its field shows it. */
export function printSetting<Name extends SettingName>(name: Name, values: ChatSettings): string {
  const value = values[name]
  return value === undefined ? '' : settings[name].print(value)
}

/** The values of the settings that are wanted. */
export function those(values: ChatSettings, wanted: (setting: Setting<unknown>) => boolean): ChatSettings {
  const found: ChatSettings = {}
  for (const name of settingNames) if (wanted(settings[name])) copy(name, values, found)
  return found
}

function copy<Name extends SettingName>(name: Name, from: ChatSettings, to: ChatSettings): void {
  const value = from[name]
  if (value !== undefined) to[name] = value
}
