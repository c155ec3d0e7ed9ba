/** Letters of writing without spaces between words: Thai to Burmese, Khmer, Chinese, Japanese, Korean, and what is between. */
const unspaced = /[\u0e00-\u109f\u1780-\u17ff\u2e80-\u{323af}]/gu

const separator = '\x1f'

/**
 * A text as the indexes of the search hold it: each letter of writing without spaces is a word of its own, so that any word
 * in it is found as a phrase. The views `message_text` and `title_text` do the same in the database.
 */
export function lettersApart(text: string): string {
  return text.replace(unspaced, `${separator}$&${separator}`)
}

/** The text as it was written. */
export function lettersTogether(text: string): string {
  return text.replaceAll(separator, '')
}
