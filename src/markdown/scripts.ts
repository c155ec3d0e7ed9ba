/**
 * Letters and marks of writing that puts no blanks between words: Chinese, Japanese, Korean and their neighbours. Ranges for
 * the inside of a class of a regular expression with the `u` or `v` flag.
 */
export const unspaced =
  '\\u1100-\\u11ff\\u2e80-\\u2fff\\u3001-\\ua4cf\\ua960-\\ua97f\\uac00-\\ud7ff\\uf900-\\ufaff\\ufe30-\\ufe4f\\uff01-\\uffef\\u{1b000}-\\u{1b16f}\\u{20000}-\\u{3ffff}'

const one = new RegExp(`[${unspaced}]`, 'u')

export function isUnspaced(character: string): boolean {
  return one.test(character)
}
