import { describe, expect, it } from 'vitest'
import { cleanTitle, firstWords } from '../../src/chat/title.ts'

describe('the first words', () => {
  it.each([
    ['of a short question', '  ## Why is\n the *sky* blue?', 'Why is the sky blue?'],
    ['of a long one, whole', `${'word '.repeat(30)}end`, `${'word '.repeat(12).trim()}…`],
    ['of one without blanks', 'x'.repeat(90), `${'x'.repeat(20)}…`],
    ['of emoji, none cut in half', `a${'😀'.repeat(60)}`, `a${'😀'.repeat(9)}…`],
    ['of one with control and turning characters', 'a\0b\u202ec\u2028d', 'a bc d'],
    ['of marks alone are those', '***', '***'],
    ['of what cannot be seen is a sign', '\u200b\u0007', '…'],
  ])('%s', (_, content, title) => {
    expect(firstWords(content)).toBe(title)
  })
})

describe('the title in an answer of a model', () => {
  it.each([
    ['is its first line', ' Blue skies \nand more', 'Blue skies'],
    ['ends at any break of lines', 'Blue\u2028skies', 'Blue'],
    ['has no marks around it', '**"Blue skies".**', 'Blue skies'],
    ['has no heading before it', '## Title:  Blue skies', 'Blue skies'],
    ['has no control characters in it', 'Blue\0\u001b[31m \u202eskies\u202c', 'Blue [31m skies'],
    ['has no word that it is one, inside of marks', '**Title: Red kites**', 'Red kites'],
    ['is what a model says in JSON', '```json\n{"title": "Red \\"kites\\""}\n```', 'Red "kites'],
    ['is not what announces it', 'Sure! Here is a title:\n\n"Red kites"', 'Red kites'],
    ['may have a colon', 'Kites: a guide', 'Kites: a guide'],
    ['may be of JSON', 'What "title": means in JSON', 'What "title": means in JSON'],
    ['is not long', 'word '.repeat(30), `${'word '.repeat(12).trim()}…`],
    ['is not there among marks', '"**"', undefined],
    ['is not there in what cannot be seen', '\u200b', undefined],
  ])('%s', (_, answer, title) => {
    expect(cleanTitle(answer)).toBe(title)
  })
})
