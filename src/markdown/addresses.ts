import { decodeHTMLStrict } from 'entities'

/** A bare address begins with its scheme, which no letter of its own writing stands before. */
const scheme = /(?<![a-z0-9_])https?:\/\//gi

/**
 * What no bare address holds: blanks, quotes and angle brackets; and letters and marks of Chinese, Japanese and Korean,
 * which follow an address without a blank between. (GFM would take those in, and the link be dead: cmark-gfm issue 83.)
 */
const end = /[\s<>"`\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u{20000}-\u{3ffff}]/u

/** Marks that end a sentence and not an address (GFM, "Extended autolink path validation"). */
const trailing = new Set("?!.,:;*_~'")

/** The bare addresses in a text, in order, as pairs of offsets: from and to. Linear. */
export function* addressesIn(text: string): Generator<[from: number, to: number]> {
  let past = 0
  for (const { 0: found, index } of text.matchAll(scheme)) {
    if (index < past) continue
    past = addressEnd(text, index + found.length)
    if (past > index + found.length) yield [index, past]
  }
}

/** Where an address ends whose host begins at `start`; a closing bracket belongs to it as far as one was opened in it. */
function addressEnd(text: string, start: number): number {
  let open = 0
  let at = start
  for (const character of text.slice(start)) {
    if (end.test(character)) break
    if (character === '(') open++
    if (character === ')' && --open < 0) break
    at += character.length
  }
  while (at > start && trailing.has(text.charAt(at - 1))) at--
  return at
}

/** An address as a link may have it: https, or http on this very computer. Undefined for anything else. */
export function linkable(href: string): string | undefined {
  const decoded = decodeHTMLStrict(href)
  if (!/^https:\/\/[^\s/]/i.test(decoded) && !local.test(decoded)) return undefined
  try {
    return encodeURI(decoded).replace(/%25/g, '%')
  } catch {
    return undefined
  }
}

/** What runs beside Weir, such as a server that an answer has told how to start: there is nothing between to listen in. */
const local = /^http:\/\/(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3})(?::\d{1,5})?(?:[/?#]|$)/i
