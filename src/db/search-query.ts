import { lettersApart } from './search-text.ts'

/** More terms than anybody types; each costs a look into the index. */
const MOST_TERMS = 12

/** A quoted phrase or a word, perhaps with a minus before it and a star behind it. */
const term = /(-?)(?:"([^"]*)"?|(\S+))/gu

/**
 * What a person typed as a query of FTS5: all words must be there, the last one at least begun, `"phrases"` as they stand,
 * `-words` not at all, and `begin*` as a beginning. Everything is quoted, so no text has a meaning to FTS5 that it should
 * not have, and none is an error. Undefined when nothing is left to look for.
 */
export function matchOf(query: string): string | undefined {
  const wanted: string[] = []
  const unwanted: string[] = []
  const found = [...query.matchAll(term)].filter(([text]) => hasToken(text)).slice(0, MOST_TERMS)
  for (const [index, [, minus, phrase, word = '']] of found.entries()) {
    const last = index === found.length - 1 && phrase === undefined && minus === ''
    const begins = word.endsWith('*') || last
    const quoted = `"${lettersApart(clean(phrase ?? word))}"${begins ? ' *' : ''}`
    if (minus === '-') unwanted.push(quoted)
    else wanted.push(quoted)
  }
  if (wanted.length === 0) return undefined
  const all = wanted.join(' AND ')
  return unwanted.length === 0 ? all : `(${all}) NOT (${unwanted.join(' OR ')})`
}

/** Whether FTS5's tokenizer finds anything in it: it knows letters, numbers and signs for private use. */
function hasToken(text: string): boolean {
  return /[\p{L}\p{N}\p{Co}]/u.test(text)
}

/** A NUL would end the text, and a quotation mark the term. */
function clean(text: string): string {
  return text.replace(/["\0]/g, ' ')
}
