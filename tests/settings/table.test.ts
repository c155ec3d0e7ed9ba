import { expect, it } from 'vitest'
import { choice, duration, list, number, text, whole } from '../../src/settings/kind.ts'
import { type ChatSettings, printSetting, readSetting, settingNames, settings } from '../../src/settings/table.ts'
import { languages } from '../../src/strings/languages.ts'

const offOn = choice({ off: false, on: true })

it.each([
  ['a text', text(3), ' a\nb ', 'a\nb'],
  ['a number with a point', number(0, 2), ' 0.5 ', 0.5],
  ['a number with a comma', number(0, 2), '0,5', 0.5],
  ['the least', number(0, 2), '0', 0],
  ['the most', whole(1, 9), '9', 9],
  ['a choice', offOn, 'on', true],
  ['a choice that is false', offOn, 'off', false],
  ['seconds', duration([]), '30', '30s'],
  ['no end of seconds', duration([]), '-1', '-1s'],
  ['a duration', duration([]), '1h30m', '1h30m'],
  ['lines', list(2, 3, 'stop'), 'a\r\n\r\n b ', ['a', 'b']],
])('reads %s', (_, kind, typed, value) => {
  expect(kind.parse(typed)).toEqual({ value })
})

it.each([
  ['a text that is too long', text(3), 'abcd', 'tooLong', [3]],
  ['too little', number(0, 2), '-0.1', 'number', [0, 2]],
  ['too much', number(0, 2), '2.1', 'number', [0, 2]],
  ['no number', number(0, 2), 'NaN', 'number', [0, 2]],
  ['a part of a whole', whole(1, 9), '1.5', 'whole', [1, 9]],
  ['what is no choice', offOn, 'toString', 'choice', []],
  ['a time of no kind', duration([]), '30 s', 'duration', []],
  ['too many lines', list(2, 3, 'stop'), 'a\nb\nc', 'stop', [2, 3]],
  ['a line that is too long', list(2, 3, 'stop'), 'abcd', 'stop', [2, 3]],
])('refuses %s', (_, kind, typed, problem, limits) => {
  expect(kind.parse(typed)).toEqual({ unfit: { problem, limits } })
})

it('leaves what is left empty to the model', () => {
  const values: ChatSettings = {}
  for (const name of settingNames)
    for (const blank of ['', ' ']) readSetting(name, blank.slice(+(name === 'think')), values)
  expect(values).toEqual({})
  expect(settingNames.map((name) => printSetting(name, values)).join('')).toBe('')
})

it('shows in a field what it reads out of it', () => {
  const values: ChatSettings = {
    ...{ system: 'Be\nbrief.', temperature: 0.5, top_p: 1, top_k: 40, seed: 0, num_ctx: 8192, num_predict: 1 },
    ...{ think: false, keepAlive: '30m', stop: ['END', 'STOP'] },
  }
  const again: ChatSettings = {}
  for (const name of settingNames) expect(readSetting(name, printSetting(name, values), again)).toBeUndefined()
  expect(again).toEqual(values)
})

it('has words for every setting, and for every text of a choice, in every language', () => {
  for (const { words } of languages)
    for (const name of settingNames) {
      const { label, ...more }: { label: string; choices?: Record<string, string> } = words.settings.fields[name]
      const { control } = settings[name]
      expect(label).not.toBe('')
      if (control.kind === 'choice') expect(Object.keys(more.choices ?? {}).sort()).toEqual([...control.choices].sort())
    }
})
