import fc from 'fast-check'
import { expect, it } from 'vitest'
import { oneLine, wholeCharacters } from '../src/characters.ts'

it.each([
  ['white space and breaks of lines', ' a \t\r\n b\u2028c\u2029d\u0085e\u00a0f\ufeffg ', 'a b c d e f g'],
  ['control characters', 'a\0b\u0007c\u001b[31md\u007fe\u009ff', 'a b c [31md e f'],
  ['marks that turn the direction', 'a\u202etxt.exe\u202c\u2066b\u2069\u202a\u202b\u202d\u2067\u2068', 'atxt.exeb'],
  ['halves of characters', '\ud83d a \ude00', '\ufffd a \ufffd'],
  ['what other scripts and emoji need', 'می‌خواهم 👩‍👧 שלום\u200f e\u0301', 'می‌خواهم 👩‍👧 שלום\u200f e\u0301'],
  ['nothing that is to be seen', '\u200b\u202e\ufeff\u0001 \u2060', ''],
  ['nothing', '', ''],
])('has %s as one line', (_, text, line) => {
  expect(oneLine(text, 100)).toBe(line)
})

it('is no longer than it may be, and cuts no character in half', () => {
  expect(oneLine('a long name', 6)).toBe('a lon…')
  expect(oneLine('a long name', 7)).toBe('a long…')
  expect(oneLine('ab😀😀', 4)).toBe('ab…')
  expect(oneLine('ab😀', 4)).toBe('ab😀')
  expect(wholeCharacters('a😀b', 2)).toBe('a')
  expect(wholeCharacters('a😀b', 3)).toBe('a😀')
  const any = fc.string({ unit: 'binary', maxLength: 60 })
  fc.assert(
    fc.property(any, fc.integer({ min: 1, max: 70 }), (text, longest) => {
      const line = oneLine(text, longest)
      expect(line.length).toBeLessThanOrEqual(longest)
      expect(line).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]|^\s|\s$/u)
      expect(oneLine(line, longest)).toBe(line)
    }),
  )
})
