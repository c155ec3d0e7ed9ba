import { isInlineTag } from './allowed.ts'
import { sidesOf } from './emphasis.ts'
import { formulaAt, mayFollow } from './formula.ts'

/** An inline mark that was opened: where, how long its run is, and what it is made of. */
type Mark = { character: string; at: number; length: number }

/** What is open at the end of a text. `end`: from here on the text says nothing sure yet and is not shown. */
type Marks = { open: Mark[]; end: number; link: boolean }

/** What a tag of the allowlist does: it opens and closes like a mark, it stops the display, or it is only text. */
type Html = 'track' | 'hold' | 'text'

/** Limits in UTF-16 units after which an open construct no longer counts as one. */
const longestTarget = 1024
const longestLabel = 512
const longestFormula = 200
const longestTag = 256

/** With more open marks than this a text is not shown before it settles: nobody writes so, and each would cost. */
const mostOpen = 16

/** Address of a link whose target is still being written; see `complete`. */
export const unfinished = 'unfinished:'

/**
 * Whether nothing in a text that ends before a blank can be changed by what follows: no mark is open. Then it can be
 * settled. When in doubt it says no, and the text just stays open for longer.
 */
export function isClosed(text: string, html: boolean): boolean {
  const { open, end, link } = read(`${text} `, html ? 'track' : 'text')
  return open.length === 0 && !link && end > text.length
}

/**
 * Completes the open marks of a running text for display: `**bo` becomes `**bo**`. Drops an end that says nothing sure
 * yet (`**`, `[`, `&am`, `https:/`, half a formula), so that no raw mark flickers.
 */
export function complete(text: string, html: boolean): string {
  const marks = read(text, html ? 'hold' : 'text')
  let end = Math.min(marks.end, firmEnd(text))
  const { open } = marks
  if (open.length > mostOpen) return ''
  let shown = text.slice(0, end).trimEnd()
  for (let last = open.at(-1); last && last.at + last.length >= shown.length; last = open.at(-1)) {
    end = Math.min(end, last.at)
    shown = text.slice(0, end).trimEnd()
    open.pop()
  }
  for (const mark of open.reverse()) {
    shown += mark.character === '[' ? `](${unfinished})` : mark.character.repeat(mark.length)
  }
  return shown
}

/** Where a text surely ends: what is after it may still become part of a mark, an entity or an address. */
export function firmEnd(text: string): number {
  let end = text.length
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--
  if (end < text.length || end === 0) return end
  if (text.charCodeAt(end - 1) === 33) return end - 1
  const last = text.slice(-33)
  const loose = /&[#\w]*$/.exec(last) ?? /(?<![a-z\d])h(?:t(?:t(?:ps?(?::\/?)?)?)?)?$/i.exec(last)
  return loose ? end - loose[0].length : end
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9
}

function read(text: string, html: Html): Marks {
  const open: Mark[] = []
  let index = 0
  while (index < text.length) {
    const step = readMark(text, index, open, html)
    if (typeof step !== 'number') return step
    index = step
  }
  return { open, end: text.length, link: false }
}

/** Reads what is at `index`: the index behind it, or where reading must stop. */
function readMark(text: string, index: number, open: Mark[], html: Html): number | Marks {
  switch (text.charCodeAt(index)) {
    case 92: // \
      return readEscape(text, index, open)
    case 96: // `
      return readCode(text, index, open)
    case 60: // <
      return readTag(text, index, open, html)
    case 36: // $
      return readFormula(text, index, open)
    case 91: // [
      open.push({ character: '[', at: index, length: 1 })
      return index + 1
    case 93: // ]
      return readLinkEnd(text, index, open)
    case 42: // *
    case 95: // _
    case 126: // ~
      return readRun(text, index, open)
    default:
      return index + 1
  }
}

function readEscape(text: string, index: number, open: Mark[]): number | Marks {
  const next = text.charAt(index + 1)
  if (next === '') return { open, end: index, link: false }
  return next === '(' || next === '[' ? readFormula(text, index, open) : index + 2
}

function readFormula(text: string, index: number, open: Mark[]): number | Marks {
  const rest = text.slice(index, index + 2100)
  if (!mayFollow(text.slice(Math.max(0, index - 2), index), rest)) return index + (rest.startsWith('$') ? 1 : 2)
  const formula = formulaAt(rest)
  if (formula) return index + formula.raw.length
  if (text[index] === '\\') {
    const waits = text.length - index < longestFormula && !rest.includes(rest[1] === '(' ? '\\)' : '\\]', 2)
    return waits ? { open, end: index, link: false } : index + 2
  }
  // A price ("$5", "$5 million", "$5k") needs no wait.
  const begins =
    /^\$\$?(?:$|[^\s\d$]|\d[\d.,]*\s*(?:$|[+*=<>^_\\{(]|(?![kmb]\b)[a-z](?![a-z])))/i.test(rest) &&
    !/^\$[^$]*\$/.test(rest.slice(1))
  if (begins && text.length - index < longestFormula) return { open, end: index, link: false }
  return index + (rest.startsWith('$$') ? 2 : 1)
}

function readCode(text: string, index: number, open: Mark[]): number | Marks {
  const length = runLength(text, index)
  let close = index + length
  for (;;) {
    close = text.indexOf('`', close)
    if (close < 0) break
    const closing = runLength(text, close)
    if (closing === length) return close + length
    close += closing
  }
  open.push({ character: '`', at: index, length })
  const partial = /`+\s*$/.exec(text)
  return { open, end: partial ? Math.max(partial.index, index + length) : text.length, link: false }
}

function readTag(text: string, index: number, open: Mark[], html: Html): number | Marks {
  const rest = text.slice(index, index + longestTarget)
  const tag =
    /^<(?:(\/?)([a-zA-Z][a-zA-Z0-9-]*)(?:\s(?:"[^"]*"|'[^']*'|[^<>"'])*|\/)?|[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*|!--[\s\S]*?--|[^\s<>@]+@[^\s<>]+)>/.exec(
      rest,
    )
  if (!tag) {
    const begun = /^<(?:$|[a-zA-Z/!][^<>]*$)/.test(rest) && text.length - index < longestTag
    return begun ? { open, end: index, link: false } : index + 1
  }
  const name = tag[2]?.toLowerCase()
  if (html !== 'text' && name && name !== 'br' && isInlineTag(name)) {
    if (html === 'hold') return { open, end: index, link: false }
    if (tag[1] === '/') closeMark(open, `<${name}`)
    else if (text.length - index < longestTag) open.push({ character: `<${name}`, at: index, length: tag[0].length })
  }
  return index + tag[0].length
}

function closeMark(open: Mark[], character: string): void {
  const at = open.findLastIndex((mark) => mark.character === character)
  if (at >= 0) open.length = at
}

function readLinkEnd(text: string, index: number, open: Mark[]): number | Marks {
  const at = open.findLastIndex((mark) => mark.character === '[')
  const label = open[at]
  if (!label) return index + 1
  if (index - label.at > longestLabel) {
    open.splice(at, 1)
    return index + 1
  }
  const rest = text.slice(index + 1, index + 1 + longestTarget * 2)
  const target =
    /^(?:\(\s*(?:<[^<>\n]*>|(?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\))*)(?:\s+(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\)))?\s*\)|\[(?:\\.|[^[\]\\]){0,999}\])/.exec(
      rest,
    )
  if (target) {
    open.length = at
    return index + 1 + target[0].length
  }
  const begun =
    /^(?:$|\(\s*(?:<[^<>\n]*|[^\s]*)(?:\s+(?:["'(][\s\S]*)?)?$|\[[^[\]]*$)/.test(rest) && rest.length < longestTarget
  if (begun) {
    open.length = at + 1
    return { open, end: index, link: true }
  }
  open.splice(at, 1)
  return index + 1
}

/** A run of `*`, `_` or `~` closes what it can and opens what is left of it (CommonMark 6.2, without the rule of three). */
function readRun(text: string, index: number, open: Mark[]): number | Marks {
  const character = text.charAt(index)
  const length = runLength(text, index)
  const end = index + length
  if (end === text.length) return { open, end: index, link: false }
  if (character === '~' && length !== 2) return end
  const word = character === '_'
  const [before, after] = sidesOf(text, index, end, word)
  const left = after !== 'blank' && (after !== 'mark' || before !== 'letter')
  const right = before !== 'blank' && (before !== 'mark' || after !== 'letter')
  let rest = length
  if (right && (!word || !left || after === 'mark')) rest = closeRun(open, character, length)
  if (rest > 0 && left && (!word || !right || before === 'mark')) {
    open.push({ character, at: end - rest, length: rest })
  }
  return end
}

/** Closes marks of one character, innermost first, but none outside the innermost bracket; what is left of the run. */
function closeRun(open: Mark[], character: string, length: number): number {
  let rest = length
  for (let at = open.length - 1; at >= 0 && rest > 0; at--) {
    const mark = open[at]
    if (!mark || mark.character === '[') break
    if (mark.character !== character) continue
    if (character === '~' && mark.length !== rest) continue
    const used = Math.min(mark.length, rest)
    mark.length -= used
    rest -= used
    open.length = mark.length > 0 ? at + 1 : at
    if (mark.length > 0) break
  }
  return rest
}

function runLength(text: string, index: number): number {
  const character = text.charCodeAt(index)
  let end = index + 1
  while (text.charCodeAt(end) === character) end++
  return end - index
}
