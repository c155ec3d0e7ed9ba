import { repeat } from '../bench/documents.ts'

/** A text of about so many UTF-16 units, by a name that a failure can be read by. `thorough`: read at its full size in any case. */
export type Text = { name: string; make: (size: number) => string; thorough: boolean }

/** What means something to a part of the program that reads text. */
const tokens: Record<string, string> = {
  ...{ blank: ' ', tab: '\t', newline: '\n', letter: 'a', digit: '1' },
  ...byThemselves('!"#$&\'()*-.:<=>[\\]_`|~'),
}

/** These mean nothing beside others, or what some of those above mean together. */
const more: Record<string, string> = {
  ...byThemselves('%+,/;?@^{}'),
  ...{ return: '\r', NUL: '\0', 'no-break space': '\u00a0', wide: '漢', emoji: '😀', 'half an emoji': '\ud83d' },
  ...{ capital: 'A', 'sharp s': 'ß', accent: '\u0301', 'line separator': '\u2028', 'zero width space': '\u200b' },
  ...{ word: 'word ', entity: '&amp;', address: 'https://a.b ', 'mail address': 'a@b.', quote: '> ', bullet: '- ' },
  ...{ number: '1. ', cell: '| a ', definition: '[a]: ', footnote: '[^1]', 'open link': '[a](', 'open image': '![' },
  ...{ 'open tag': '<b>', 'open attribute': '<a b="', comment: '<!--', 'open formula': '\\(', 'open display': '\\[' },
}

/** What tokens are put behind. */
const beginnings: Record<string, string> = {
  ...{ 'a letter': 'a', 'a quote': '> ', 'a bullet': '- ', 'a heading': '# ', 'a note': '[^1]: ', indent: '    ' },
  ...{ 'a definition': '[a]:', 'its address': '[a]: b', 'its title': '[a]: b "', 'an open label': '[' },
  ...{ 'an open link': '[a](', 'the title of a link': '[a](b "', 'an open address': 'https://a.b/', mail: 'a@b' },
  ...{ 'a fence': '```\n', 'the label of a fence': '```', 'a cell': '| a |\n|---|\n| ', 'a table': 'a | b\n---|' },
  ...{ 'a block of HTML': '<div>', 'an attribute': '<a b="', 'a tag': 'a <b ', 'a comment': '<!--', entity: '&' },
  ...{ 'a formula': 'a $b', 'a formula on lines': '$$\n', 'a formula in brackets': '\\(', code: '``' },
}

function byThemselves(characters: string): Record<string, string> {
  return Object.fromEntries([...characters].map((character) => [character, character]))
}

function repeated(token: string, size: number): string {
  return repeat(size, () => token)
}

/** All texts that must be read in linear time. */
export function* texts(): Generator<Text> {
  for (const [name, token] of Object.entries({ ...tokens, ...more })) {
    yield { name, make: (size) => repeated(token, size), thorough: true }
    yield { name: `lines of ${name}`, make: (size) => repeated(`${token}\n`, size), thorough: true }
  }
  for (const [beginning, text] of Object.entries(beginnings)) {
    for (const [name, token] of Object.entries(tokens)) {
      const run = (size: number) => repeated(token, size / 2)
      const make = (size: number) => `${text}${run(size)}a${run(size)}a`
      yield { name: `behind ${beginning} twice ${name}`, make, thorough: false }
    }
  }
  const all = Object.entries(tokens)
  for (const [index, [name, token]] of all.entries()) {
    for (const [other, second] of all.slice(index + 1)) {
      yield { name: `${name} and ${other}`, make: (size) => repeated(token + second, size), thorough: false }
    }
  }
}
