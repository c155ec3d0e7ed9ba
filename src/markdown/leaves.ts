import { decodeHTMLStrict } from 'entities'
import type { Allowance } from './allowance.ts'
import type { Code, Container, Formula, Heading, Html, Leaf, Paragraph } from './block.ts'
import type { Definitions } from './definitions.ts'
import { Fence } from './fence.ts'
import type { Inline } from './inline.ts'
import type { PlannedLeaf } from './plan.ts'
import type { Tools } from './tools.ts'

/** HTML and formulas longer than this close: what follows is Markdown again. */
const longestHidden = 8192

/** Blanks and `#` at the end of a heading that are longer than this are text. */
const longestClosing = 256

/** A new leaf, still empty. `text` is what its first line begins with; `allowance`, what is left to it of HTML and formulas. */
export function create(
  planned: PlannedLeaf,
  text: string,
  number: number,
  inline: Inline,
  allowance: Allowance,
  tools: Tools,
): Leaf {
  const node = { number, parent: undefined, revision: 0 }
  const closed = false
  switch (planned.kind) {
    case 'paragraph':
      return { kind: 'paragraph', ...node, inline, ...heldOf(text), line: '' }
    case 'heading':
      return { kind: 'heading', ...node, inline, level: planned.level, tail: '' }
    case 'indented':
      return { kind: 'code', ...node, mark: '', indent: 4, fence: new Fence('', tools), closed, blanks: '', inner: '' }
    case 'code': {
      const { mark, indent, info } = planned
      return {
        kind: 'code',
        ...node,
        mark,
        indent,
        fence: new Fence(labelOf(info), tools),
        closed,
        blanks: '',
        inner: '',
      }
    }
    case 'html':
      return { kind: 'html', ...node, source: '', end: planned.end, closed, allowance }
    case 'math':
      return { kind: 'math', ...node, source: '', end: planned.end, closed, complete: false, allowance }
    case 'rule':
      return { kind: 'rule', ...node }
  }
}

/** No more text will come. */
export function close(leaf: Leaf, definitions: Definitions): void {
  if (leaf.kind === 'paragraph') settleParagraph(leaf, definitions)
  if ('inline' in leaf) leaf.inline.end()
  if (leaf.kind === 'code') leaf.fence.close()
  if ('closed' in leaf) leaf.closed = true
}

/** What is held back of a paragraph that begins like this: all of it, for it may be definitions or the head of a table. */
function heldOf(text: string): Pick<Paragraph, 'held' | 'pipe'> {
  return { held: text.startsWith('[') ? '' : undefined, pipe: text.startsWith('|') ? '' : undefined }
}

/** A formula that does not end as one is a paragraph. */
export function paragraphOf(leaf: Formula, inline: Inline): Paragraph {
  const { number, parent, revision } = leaf
  inline.write(leaf.source.trim())
  inline.end()
  return { kind: 'paragraph', number, parent, revision, inline, held: undefined, pipe: undefined, line: '' }
}

/** Adds to a paragraph's last line, or '\n' before the next. */
export function addToParagraph(leaf: Paragraph, text: string, definitions: Definitions): void {
  if (text === '\n') leaf.line = ''
  else leaf.line += text
  if (leaf.held !== undefined) {
    leaf.held += text
    releaseHeld(leaf, definitions, false)
  } else if (leaf.pipe !== undefined) leaf.pipe += text
  else leaf.inline.write(text)
}

/** Starts the next line of a paragraph. One that begins with `|` is held back: it may be the head of a table. */
export function startLine(leaf: Paragraph, text: string, definitions: Definitions): void {
  releasePipe(leaf)
  if (leaf.held === undefined && text.startsWith('|')) {
    leaf.pipe = '\n'
    leaf.line = ''
  } else addToParagraph(leaf, '\n', definitions)
}

/** Decides all that was held back: no more text will come. */
export function settleParagraph(leaf: Paragraph, definitions: Definitions): void {
  releaseHeld(leaf, definitions, true)
  releasePipe(leaf)
}

function releaseHeld(leaf: Paragraph, definitions: Definitions, ended: boolean): void {
  if (leaf.held === undefined) return
  const { rest, waiting } = definitions.take(leaf.held, ended)
  leaf.held = waiting ? rest : undefined
  if (!waiting && rest !== '') leaf.inline.write(rest)
}

function releasePipe(leaf: Paragraph): void {
  if (leaf.pipe !== undefined) leaf.inline.write(leaf.pipe)
  leaf.pipe = undefined
}

/** The text of a paragraph before its last line, which became the head of a table. */
export function beforeLastLine(leaf: Paragraph, definitions: Definitions): string {
  if (leaf.pipe !== undefined) return leaf.inline.source
  releaseHeld(leaf, definitions, true)
  return leaf.inline.source.slice(0, Math.max(0, leaf.inline.source.lastIndexOf('\n')))
}

/** Adds to a heading, but for an end that may be its closing `##`. */
export function addToHeading(leaf: Heading, text: string): void {
  const all = leaf.tail + text
  let end = trimmed(all, all.length)
  let hashes = end
  while (all.charCodeAt(hashes - 1) === 35) hashes--
  const closes = hashes < end && (hashes === 0 ? leaf.inline.empty : trimmed(all, hashes) < hashes)
  if (closes) end = trimmed(all, hashes)
  if (all.length - end > longestClosing) end = all.length
  if (end > 0) leaf.inline.write(all.slice(0, end))
  leaf.tail = all.slice(end)
}

function trimmed(text: string, end: number): number {
  let index = end
  while (index > 0 && (text.charCodeAt(index - 1) === 32 || text.charCodeAt(index - 1) === 9)) index--
  return index
}

/** Adds a line to code. Blank lines at the end of indented code are not part of it. */
export function addToCode(leaf: Code, line: string): void {
  leaf.inner = innerFence(leaf, line)
  if (leaf.mark === '' && line.trim() === '') leaf.blanks += `${line}\n`
  else {
    leaf.fence.write(`${leaf.blanks}${line}\n`)
    leaf.blanks = ''
  }
}

/**
 * The fence that is open inside of one of Markdown after a line of it. Models show Markdown with code in it between marks
 * that are all of one length: CommonMark would end the outer one where the inner one ends.
 */
function innerFence({ mark, fence, inner }: Code, line: string): string {
  if (mark === '' || !/^(?:md|markdown)$/i.test(fence.label)) return ''
  const text = line.trim()
  if (inner !== '') return closesFence(text, inner) ? '' : inner
  return /^(`{3,}|~{3,})[ \t]*[^`~\s]+$/.exec(text)?.[1] ?? ''
}

/** Whether a line ends the fence that a mark has begun. */
export function closesFence(text: string, mark: string): boolean {
  return text.startsWith(mark) && /^(`+|~+)[ \t]*$/.test(text)
}

/** Puts a text on a fold. */
export function summarize(fold: Container, text: string, inline: Inline): void {
  if (fold.kind !== 'details') return
  inline.write(text)
  inline.end()
  fold.summary = inline
  fold.revision++
}

/** Adds a line to an HTML block; true when it ends there. */
export function addToHtml(leaf: Html, line: string): boolean {
  leaf.source += `${line}\n`
  return leaf.end?.test(line) === true || leaf.source.length > longestHidden
}

/** Adds a line to a formula; true when it ends there, as a formula or (`complete` stays false) as the text it is then. */
export function addToFormula(leaf: Formula, line: string): boolean {
  const close = line.indexOf(leaf.end, leaf.source === '' ? leaf.end.length : 0)
  leaf.source += `${line}\n`
  leaf.complete = close >= 0 && line.slice(close + leaf.end.length).trim() === ''
  return close >= 0 || leaf.source.length > longestHidden
}

/**
 * The name that a fence's info string begins with, as a label for people. It becomes a part of a class, so it is decoded
 * before anything is asked of it, and holds nothing that could part one class from another.
 */
function labelOf(info: string): string {
  const text = decodeHTMLStrict(info.slice(0, 400).replace(/\\([!-/:-@[-`{-~])/g, '$1'))
  return /^[\w#+.-]{0,60}/.exec(text)?.[0] ?? ''
}
