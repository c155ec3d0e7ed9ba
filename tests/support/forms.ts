import { fieldOf, settingNames } from '../../src/settings/table.ts'

/** The settings form of a chat or a preset as it is sent when nothing is filled in. */
export const emptySettings = Object.fromEntries(settingNames.map((name) => [fieldOf(name), '']))

/** The preset form as it is sent with only a name. */
export const emptyPreset = { ...emptySettings, name: 'Plain', emoji: '', model: '', starters: '' }
