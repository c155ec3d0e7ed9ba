import type { Container, Leaf } from './block.ts'
import { Columns } from './columns.ts'
import type { Alert, Align } from './elements.tsx'
import { closesFence } from './leaves.ts'
import { begin, type Start } from './starts.ts'

export type Opening =
  | { kind: 'quote' }
  | { kind: 'item'; mark: string; start: number | undefined; indent: number; task: boolean | undefined }
  | { kind: 'note'; label: string }
  | { kind: 'details'; open: boolean; summary: string | undefined }

/** A leaf that begins. */
export type PlannedLeaf =
  | { kind: 'paragraph' }
  | { kind: 'heading'; level: number }
  | { kind: 'indented' }
  | { kind: 'code'; mark: string; indent: number; info: string }
  | { kind: 'html'; end: RegExp | undefined }
  | { kind: 'math'; end: string }
  | { kind: 'rule' }

/** What happens to the open leaf. */
type PlannedChange =
  | { kind: 'blank' }
  | { kind: 'continuation' }
  | { kind: 'line' }
  | { kind: 'close' }
  | { kind: 'setext'; level: number }
  | { kind: 'table'; align: Align[] }
  | { kind: 'summary' }

/** What one line is. `depth` open containers go on, `openings` begin, and `leaf` takes the rest of the line. */
export type Plan = {
  depth: number
  openings: Opening[]
  leaf: PlannedLeaf | { kind: 'alert'; alert: Alert } | { kind: 'row' } | PlannedChange
  text: string
}

/** What is open when a line begins: the containers from the root down, and the leaf in the last of them. */
export type Open = { containers: readonly Container[]; leaf: Leaf | undefined }

/**
 * Decides what a line is from its beginning, or answers undefined while that depends on what follows. `ended` says that
 * `line` is the whole line. Monotone: a decision for a beginning holds for every way the line can go on, which is what
 * makes the tree a function of the source alone, however it was cut into deltas.
 */
export function plan(line: string, ended: boolean, open: Open): Plan | undefined {
  const at = new Columns(line)
  let depth = 1
  for (; depth < open.containers.length; depth++) {
    if (at.blank && !ended) return undefined
    if (!continues(open.containers[depth], at)) break
  }
  const all = depth === open.containers.length
  const { leaf } = open
  if (all && leaf) {
    const line = continuedLine(leaf, at, ended)
    if (line === 'wait') return undefined
    if (line) return { depth, openings: [], leaf: { kind: line.kind }, text: line.text }
  }
  if (at.blank && !ended) return undefined
  const openings: Opening[] = []
  for (;;) {
    const paragraph = openings.length === 0 && leaf?.kind === 'paragraph'
    if (at.blank) return ended ? { depth, openings, leaf: { kind: 'blank' }, text: '' } : undefined
    const context = { at, ended, paragraph, whole: all && openings.length === 0, open, depth, openings }
    const start = begin(context)
    if (start === 'wait') return undefined
    if (start?.kind === 'end') return { depth: start.depth, openings: [], leaf: { kind: 'blank' }, text: '' }
    if (start && isOpening(start)) {
      openings.push(start)
      continue
    }
    if (start) return { depth, openings, leaf: start, text: start.kind === 'indented' ? at.rest : at.text }
    if (paragraph)
      return { depth: all ? depth : open.containers.length, openings, leaf: { kind: 'continuation' }, text: at.text }
    const inTable = context.whole && open.containers[depth - 1]?.kind === 'table'
    return { depth, openings, leaf: { kind: inTable ? 'row' : 'paragraph' }, text: at.text }
  }
}

function isOpening(start: Exclude<Start, 'wait' | undefined>): start is Opening {
  return start.kind === 'quote' || start.kind === 'item' || start.kind === 'note' || start.kind === 'details'
}

/** Whether the line belongs to an open container; takes its marker or indent. */
function continues(container: Container | undefined, at: Columns): boolean {
  switch (container?.kind) {
    case 'quote':
      if (at.indent > 3 || at.character !== '>') return false
      at.take(1)
      at.skip(1)
      return true
    case 'item':
    case 'note': {
      if (at.blank) {
        at.skip(at.indent)
        return container.children.length > 0
      }
      const needed = container.kind === 'item' ? container.indent : 4
      if (at.indent < needed) return false
      at.skip(needed)
      return true
    }
    default:
      return true
  }
}

/** A line of an open fence, HTML block or formula, which are shown by whole lines. Undefined: it is no such line. */
function continuedLine(
  leaf: Leaf,
  at: Columns,
  ended: boolean,
): { kind: 'line' | 'close'; text: string } | 'wait' | undefined {
  if (leaf.kind === 'html') {
    if (!ended) return 'wait'
    return leaf.end === undefined && at.blank ? undefined : { kind: 'line', text: at.rest }
  }
  if (leaf.kind === 'math') {
    if (!ended) return 'wait'
    return at.blank ? undefined : { kind: 'line', text: at.rest }
  }
  if (leaf.kind !== 'code') return undefined
  if (leaf.mark === '') {
    if (at.indent < 4 && !at.blank) return undefined
    if (!ended) return 'wait'
    at.skip(4)
    return { kind: 'line', text: at.rest }
  }
  if (!ended) return 'wait'
  if (at.indent <= 3 && leaf.inner === '' && closesFence(at.text, leaf.mark)) return { kind: 'close', text: '' }
  at.skip(leaf.indent)
  return { kind: 'line', text: at.rest }
}
