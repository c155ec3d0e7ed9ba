import { type Words, words } from './en/words.ts'

/** A language that pages can be had in. `tag` is its BCP 47 tag, such as `en`: browsers ask by it, and dates go by it. */
export type Language = { tag: string; words: Words }

/** All of them; the first one is for whoever asks for none of the others. */
export type Languages = readonly [Language, ...Language[]]

export const languages: Languages = [{ tag: 'en', words }]

/** The language of that tag, or else the first one. */
export function languageOf(languages: Languages, tag: string): Language {
  return languages.find((language) => language.tag === tag) ?? languages[0]
}
