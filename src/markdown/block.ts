import type { Allowance } from './allowance.ts'
import type { Alert, Align } from './elements.tsx'
import type { Fence } from './fence.ts'
import type { Inline } from './inline.ts'
import type { Opening } from './plan.ts'
import type { SafeHtml } from './sanitize.tsx'

/**
 * The tree that a source is parsed to. `number` is the order of creation and so the same whenever the text is parsed:
 * it becomes the element's id. `revision` grows whenever the element itself must change (a list turns loose).
 */
type Node = { readonly number: number; parent: Container | undefined; revision: number }

export type Root = Node & { kind: 'root'; children: Block[] }
export type Quote = Node & { kind: 'quote'; children: Block[]; alert: Alert | undefined }
/** `written`: the number that its last item was given. */
export type List = Node & {
  kind: 'list'
  children: Block[]
  mark: string
  start: number | undefined
  written: number | undefined
  loose: boolean
}
/** `indent`: the columns that a line needs to belong to the item. */
export type Item = Node & { kind: 'item'; children: Block[]; indent: number; task: boolean | undefined }
/** A footnote's definition. It is no child of the root: footnotes are shown at the end. */
export type Note = Node & { kind: 'note'; children: Block[]; label: string }
/** A fold, as models write it around Markdown. `summary`: what stands on it, once its line has come. */
export type Details = Node & { kind: 'details'; children: Block[]; open: boolean; summary: Inline | undefined }
/** `children` are the rows below the head. */
export type Table = Node & { kind: 'table'; children: Block[]; align: Align[]; head: Cell[] }
export type Row = Node & { kind: 'row'; children: Block[] }

export type Paragraph = Node & {
  kind: 'paragraph'
  inline: Inline
  /** Text that may still turn out to be link definitions; shown to nobody until that is certain. */
  held: string | undefined
  /** A line that begins with `|` and may turn out to be a table's head; held back likewise. */
  pipe: string | undefined
  /** The last line so far: a delimiter row may make it the head of a table. */
  line: string
}
/** `tail`: blanks and `#` that may turn out to close the heading. */
export type Heading = Node & { kind: 'heading'; level: number; inline: Inline; tail: string }
export type Cell = Node & { kind: 'cell'; inline: Inline; align: Align }
/**
 * A fence, or indented code when `mark` is ''. `blanks`: blank lines that count only if more indented code follows. `inner`:
 * the mark of a fence that is open inside of one of Markdown.
 */
export type Code = Node & {
  kind: 'code'
  mark: string
  indent: number
  fence: Fence
  closed: boolean
  blanks: string
  inner: string
}
/** HTML or a formula: `source` grows unseen until the block closes. */
export type Html = Node & {
  kind: 'html'
  source: string
  end: RegExp | undefined
  closed: boolean
  allowance: Allowance
  html?: SafeHtml
}
export type Formula = Node & {
  kind: 'math'
  source: string
  end: string
  closed: boolean
  complete: boolean
  allowance: Allowance
  html?: SafeHtml
}
export type Rule = Node & { kind: 'rule' }

export type Container = Root | Quote | List | Item | Note | Details | Table | Row
export type Leaf = Paragraph | Heading | Cell | Code | Html | Formula | Rule
export type Block = Container | Leaf

export function isContainer(block: Block): block is Container {
  return 'children' in block
}

/** Whether the block has anything to show yet. Only the last child of a container can be hidden. */
export function isHidden(block: Block): boolean {
  if (block.kind === 'paragraph') return block.inline.empty
  return (block.kind === 'html' || block.kind === 'math') && !block.closed
}

/** Whether a paragraph is shown without an element of its own, as the text of a tight list item. */
export function isBare(block: Block): boolean {
  return block.kind === 'paragraph' && block.parent?.kind === 'item' && !isLoose(block.parent)
}

function isLoose(item: Item): boolean {
  return item.parent?.kind === 'list' && item.parent.loose
}

/**
 * Where a list goes on that begins with 1 again behind code: models that write every item as 1 forget to indent the code
 * between, which ends the list.
 */
export function continuedFrom(container: Container, mark: string): number | undefined {
  const before = container.children.findLast(({ kind }) => kind !== 'code')
  if (before?.kind !== 'list' || before === container.children.at(-1) || before.mark !== mark) return undefined
  return before.written === 1 && before.start !== undefined ? before.start + before.children.length : undefined
}

/** Puts another block in the place of the last one of its container. */
export function replaceLast(old: Block, block: Block): void {
  const siblings = old.parent?.children
  if (siblings) siblings[siblings.length - 1] = block
}

/** What every new container begins with. */
export function begun(number: number): Pick<Root, 'number' | 'revision' | 'children'> & { parent: undefined } {
  return { number, parent: undefined, revision: 0, children: [] }
}

/** The container that a line opens. A list is opened by its first item, beside it. */
export function containerOf(opening: Opening, number: number): Quote | Item | Note | Details {
  const node = begun(number)
  switch (opening.kind) {
    case 'quote':
      return { ...node, kind: 'quote', alert: undefined }
    case 'details':
      return { ...node, kind: 'details', open: opening.open, summary: undefined }
    case 'note':
      return { ...node, kind: 'note', label: opening.label }
    case 'item':
      return { ...node, kind: 'item', indent: opening.indent, task: opening.task }
  }
}
