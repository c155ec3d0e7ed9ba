import { decodeHTMLStrict } from 'entities'
import { unspaced } from './scripts.ts'

/** A bare address begins with its scheme, which no letter of its own writing stands before. */
const scheme = /(?<![a-z0-9_])https?:\/\//gi

/**
 * What no bare address holds: blanks, quotes and angle brackets; and what follows it without a blank in writing that has
 * none. (GFM would take that in, and the link be dead: cmark-gfm issue 83.)
 */
const end = new RegExp(`[\\s<>"\`${unspaced}]`, 'u')

/** Marks that end a sentence and not an address (GFM, "Extended autolink path validation"). */
const trailing = new Set("?!.,:;*_~'")

/** The bare addresses in a text, in order, as pairs of offsets: from and to. Linear. */
export function* addressesIn(text: string): Generator<[from: number, to: number], undefined> {
  let past = 0
  for (const { 0: found, index } of text.matchAll(scheme)) {
    if (index < past) continue
    past = addressEnd(text, index + found.length)
    if (past > index + found.length) yield [index, past]
  }
}

/** How long the bare address is that a text begins with; 0 if it begins with none. */
export function addressAt(text: string): number {
  const length = /^https?:\/\//i.exec(text)?.[0].length ?? 0
  const end = length > 0 ? addressEnd(text, length) : 0
  return end > length ? end : 0
}

/** Where an address ends whose host begins at `start`. A bracket at its end belongs to it if one was opened in it. */
function addressEnd(text: string, start: number): number {
  const found = text.slice(start).search(end)
  let to = found < 0 ? text.length : start + found
  let unopened = 0
  for (let at = start; at < to; at++) {
    if (text[at] === ')') unopened++
    else if (text[at] === '(') unopened--
  }
  for (; to > start; to--) {
    const last = text.charAt(to - 1)
    const entity = last === ';' ? /&[a-z\d]{1,32};$/i.exec(text.slice(Math.max(start, to - 34), to)) : undefined
    if (entity) to -= entity[0].length - 1
    else if (last === ')' && unopened > 0) unopened--
    else if (!trailing.has(last)) break
  }
  return to
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
