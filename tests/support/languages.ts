import { words } from '../../src/strings/en/words.ts'
import { type Languages, languages } from '../../src/strings/languages.ts'

/** A made-up second language: English but for some words, by which it is known. */
export const twoLanguages: Languages = [
  ...languages,
  {
    tag: 'de',
    words: {
      ...words,
      newChat: 'Neues Gespräch',
      notReady: { ...words.notReady, title: 'Weir ist noch nicht so weit' },
      lists: { ...words.lists, today: 'Heute' },
      presets: { ...words.presets, needsName: 'Gib ihm einen Namen.' },
      temporary: { ...words.temporary, title: 'Ein Gespräch, das nicht bleibt' },
      problem: {
        ...words.problem,
        notFound: 'Hier ist nichts.',
        empty: 'Schreib erst etwas.',
        origin: 'Das kam von einer anderen Seite.',
        password: 'Weir antwortet denen, die das Kennwort wissen.',
      },
    },
  },
]
