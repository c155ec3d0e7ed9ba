import { lineBreak } from './elements.tsx'
import { type Span, text } from './span.ts'

/** The characters that can begin or end inline markup. */
const special = new Uint8Array(128)
for (const character of '*_~`[<$\\&') special[character.charCodeAt(0)] = 1

/** Whether inline markup may begin or end at `index`: a mark, or the colon of an address that began after `start`. */
export function isSpecial(source: string, start: number, index: number): boolean {
  const code = source.charCodeAt(index)
  if (code < 128 && special[code] === 1) return true
  return code === 58 && /https?$/i.test(source.slice(Math.max(start, index - 5), index))
}

/** A long tail is shown in steps that grow with it, so that reading it again costs a bounded share of its length. */
export function shownLength(tail: string): number {
  if (tail.length <= 512) return tail.length
  const length = tail.length - (tail.length % (tail.length <= 1024 ? 64 : 128))
  return isLowSurrogate(tail.charCodeAt(length)) ? length - 1 : length
}

/** The blanks before a segment's words: a space, a newline, or a hard break (two spaces before a newline). */
export function splitGap(segment: string): { gap: Span[]; words: string } {
  let end = 0
  while (isBlank(segment.charCodeAt(end))) end++
  const words = segment.slice(end)
  const gap = segment.slice(0, end)
  if (gap === '') return { gap: [], words }
  const newline = gap.indexOf('\n')
  if (newline < 0) return { gap: [text(gap)], words }
  if (!gap.startsWith('  ')) return { gap: [text('\n')], words }
  return { gap: [{ kind: 'br', text: '', spans: [], html: lineBreak() }], words }
}

export function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 9
}

export function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff
}
