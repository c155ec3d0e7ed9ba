import type { Columns } from './columns.ts'
import { alerts } from './elements.tsx'
import { type EndOfFold, fold } from './fold.ts'
import { isProse } from './formula.ts'
import { htmlStart } from './html-block.ts'
import type { Open, Opening, Plan } from './plan.ts'
import { alignments, isHeadOf } from './table.ts'

/** `wait`: what the line is depends on what follows. */
export type Start = Plan['leaf'] | Opening | EndOfFold | 'wait' | undefined

/** Containers deeper than this are text: a page that nests further helps nobody, and could cost a lot. */
const deepest = 64

/** A line that is held back longer than this is taken for text. The same rule for whole lines, or the cut would show. */
const longestHold = 4096

/** Where on which line a block may begin. */
export type Context = {
  at: Columns
  ended: boolean
  /** A paragraph is open that the line may go on with or interrupt. */
  paragraph: boolean
  /** The line belongs to all open containers, and none has begun on it. */
  whole: boolean
  open: Open
  depth: number
  openings: Opening[]
}

/** What begins at the next character, if anything. */
export function begin(context: Context): Start {
  const { at, ended, paragraph } = context
  if (at.indent >= 4) {
    if (paragraph) return undefined
    if (!ended) return 'wait'
    at.skip(4)
    return { kind: 'indented' }
  }
  const { text, character } = at
  const room = context.depth + context.openings.length * 2 < deepest
  switch (character) {
    case '>':
      if (!room) return undefined
      at.take(1)
      at.skip(1)
      return { kind: 'quote' }
    case '#':
      return heading(at, ended)
    case '`':
    case '~':
      return fence(at, ended)
    case '<':
      return text.length > longestHold ? undefined : (fold(context, room) ?? htmlStart(text, ended, paragraph))
    case '=':
      return underline(context, 1)
    case '|':
    case ':':
      return delimiters(context)
    case '$':
    case '\\':
      return formula(text, ended)
    case '[':
      return bracket(context, room)
    case '-':
    case '*':
    case '+':
    case '_':
      return dash(context, room)
    default:
      return character >= '0' && character <= '9' && room ? numbered(context) : undefined
  }
}

function heading(at: Columns, ended: boolean): Start {
  const match = /^(#{1,6})(?:[ \t]|$)/.exec(at.text)
  if (!match?.[1]) return undefined
  if (!ended && /^#+[ \t]*$/.test(at.text)) return 'wait'
  at.take(match[1].length)
  return { kind: 'heading', level: match[1].length }
}

function fence(at: Columns, ended: boolean): Start {
  const { text, indent } = at
  const mark = /^(?:`+|~+)/.exec(text)?.[0] ?? ''
  if (mark.length < 3) return mark === text && !ended ? 'wait' : undefined
  const info = text.slice(mark.length)
  if (mark.startsWith('`') && info.includes('`')) return undefined
  return ended ? { kind: 'code', mark, indent, info: info.trim() } : 'wait'
}

/** `=` or `-` under a paragraph makes it a heading. */
function underline({ at, ended, paragraph, whole }: Context, level: number): Start {
  if (!paragraph || !whole || !/^(?:=+|-+)[ \t]*$/.test(at.text)) return undefined
  return ended ? { kind: 'setext', level } : 'wait'
}

/** The delimiter row of a table, under a line with as many cells. */
function delimiters({ at, ended, paragraph, whole, open }: Context): Start {
  if (!paragraph || !whole || open.leaf?.kind !== 'paragraph' || !/^[-|: \t]+$/.test(at.text)) return undefined
  if (!ended) return 'wait'
  const align = alignments(at.text)
  return align && isHeadOf(open.leaf.line, align.length) ? { kind: 'table', align } : undefined
}

/** A formula on lines of its own. One that closes before its line ends, with text after it, is part of a paragraph. */
function formula(text: string, ended: boolean): Start {
  if (!ended && (text === '$' || text === '\\')) return 'wait'
  const end = text.startsWith('$$') ? '$$' : text.startsWith('\\[') ? '\\]' : undefined
  if (!end || text.length > longestHold) return undefined
  const close = text.indexOf(end, 2)
  if (close >= 0 && text.slice(close + 2).trim() !== '') return undefined
  if (!ended) return 'wait'
  // `\[` alone is also just an escaped bracket: it needs its end on the line, or a line of its own.
  const begins = end === '$$' || (close < 0 ? text.trim() === '\\[' : !isProse(text.slice(2, close)))
  return begins ? { kind: 'math', end } : undefined
}

function bracket({ at, ended, openings, depth }: Context, room: boolean): Start {
  const { text } = at
  const container = openings.at(-1)
  if (container?.kind === 'quote') {
    const match = /^\[!([a-z]+)\][ \t]*$/i.exec(text)
    const alert = alerts.find((name) => name === match?.[1]?.toLowerCase())
    if (alert && ended) return { kind: 'alert', alert }
    if (!ended && (alert || (text.length < 14 && /^\[(?:!(?:[a-z]*\]?)?)?$/i.test(text)))) return 'wait'
  }
  if (openings.length > 0 || !room || depth !== 1) return undefined
  const match = /^\[(?:\^(?:[^\s[\]]{1,100}(?:\](:)?)?)?)?/.exec(text)
  if (!match) return undefined
  if (match[1]) {
    at.take(match[0].length)
    return { kind: 'note', label: match[0].slice(2, -2) }
  }
  return match[0] === text && !ended && text.length < 104 ? 'wait' : undefined
}

/** A rule, a bullet, the underline of a heading or a delimiter row: all begin alike. */
function dash(context: Context, room: boolean): Start {
  const { at, ended } = context
  const { text, character } = at
  if (character === '-') {
    const start = delimiters(context) ?? underline(context, 2)
    if (start) return start
  }
  const onlyMarks = /^(?:\*[* \t]*|-[- \t]*|_[_ \t]*)$/.test(text)
  if (onlyMarks && !ended) return 'wait'
  if (onlyMarks && text.replace(/[ \t]/g, '').length >= 3) return { kind: 'rule' }
  return character === '_' || !room ? undefined : listItem(context, character, undefined)
}

function numbered(context: Context): Start {
  const { text } = context.at
  const match = /^(\d{1,9})([.)]?)/.exec(text)
  if (!match?.[1] || match[2] === undefined) return undefined
  if (match[2] === '') return match[0] === text && !context.ended ? 'wait' : undefined
  return listItem(context, match[0], Number(match[1]))
}

function listItem({ at, ended, paragraph, whole }: Context, marker: string, start: number | undefined): Start {
  const after = at.text.charAt(marker.length)
  if (after === '' && !ended) return 'wait'
  if (after !== '' && after !== ' ' && after !== '\t') return undefined
  const empty = at.text.slice(marker.length).trim() === ''
  if (empty && !ended) return 'wait'
  if (paragraph && whole && (empty || (start !== undefined && start !== 1))) return undefined
  const task = /^[ \t]+\[([ xX])\][ \t]+[^ \t]/.exec(at.text.slice(marker.length))
  if (!task && !ended && /^[ \t]+\[(?:[ xX](?:\][ \t]*)?)?$/.test(at.text.slice(marker.length))) return 'wait'
  const margin = at.indent
  at.take(marker.length)
  const blanks = at.indent
  const padding = empty || blanks > 4 ? 1 : blanks
  at.skip(padding)
  if (task) at.take(3)
  return {
    kind: 'item',
    mark: marker.slice(-1),
    start,
    indent: margin + marker.length + padding,
    task: task ? task[1] !== ' ' : undefined,
  }
}
