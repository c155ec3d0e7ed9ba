import { Allowances } from './allowance.ts'
import {
  type Block,
  begun,
  type Container,
  containerOf,
  continuedFrom,
  type Leaf,
  type Root,
  type Row,
  replaceLast,
} from './block.ts'
import type { Alert, Align } from './elements.tsx'
import type { Fence } from './fence.ts'
import { summaryOf } from './fold.ts'
import { Inline } from './inline.ts'
import * as leaves from './leaves.ts'
import type { Lexing } from './lexing.ts'
import type { Opening, Plan, PlannedLeaf } from './plan.ts'
import { headOf, RowWriter } from './row.ts'

/**
 * The tree of blocks as CommonMark builds it: a stack of open containers and at most one open leaf, which grow by what
 * was planned for each line.
 */
export class Tree {
  readonly root: Root = { kind: 'root', number: 0, parent: undefined, revision: 0, children: [] }
  readonly containers: Container[] = [this.root]
  leaf: Leaf | undefined
  /** The fences begun that may still have to be coloured. */
  readonly fences: Fence[] = []
  readonly #lexing: Lexing
  readonly #allowances = new Allowances()
  #row: RowWriter | undefined
  /** The line before was blank, in a way that makes a list loose. */
  #blank = false
  #number = 0

  constructor(lexing: Lexing) {
    this.#lexing = lexing
  }

  /** The number of the root's children that are closed. */
  get settled(): number {
    const { length } = this.root.children
    const outermost = this.containers[1]
    const open = outermost ? outermost.kind !== 'note' : this.leaf !== undefined
    return open ? length - 1 : length
  }

  /** Opens and closes what a line asks for, and gives its first text to the leaf. */
  open({ depth, openings, leaf, text }: Plan): void {
    if (leaf.kind === 'continuation') this.#continue(text)
    else if (leaf.kind === 'line' || leaf.kind === 'close') this.#addLine(text, leaf.kind === 'close')
    else if (leaf.kind === 'setext') this.#setext(leaf.level, text)
    else if (leaf.kind === 'table') this.#table(leaf.align)
    else if (leaf.kind === 'summary') leaves.summarize(this.#tip, summaryOf(text), this.#inline())
    else {
      this.closeTo(depth)
      for (const opening of openings) this.#openContainer(opening)
      if (leaf.kind !== 'blank') this.#openLeaf(leaf, text)
      else {
        if (this.#tip.kind === 'table') this.closeTo(this.containers.length - 1)
        const last = openings.at(-1)?.kind
        this.#blank = this.#tip.kind !== 'quote' && last !== 'item' && last !== 'details'
      }
    }
    if (leaf.kind !== 'blank') this.#blank = false
  }

  /** More of the line for the open leaf or row. */
  flow(text: string): void {
    if (this.#row) {
      this.#row.write(text)
      this.leaf = this.#row.cell
      return
    }
    this.#allowances.read(text)
    if (this.leaf?.kind === 'paragraph') leaves.addToParagraph(this.leaf, text, this.#lexing.definitions)
    else if (this.leaf?.kind === 'heading') leaves.addToHeading(this.leaf, text)
  }

  endLine(): void {
    if (this.#row) {
      this.#row.end()
      this.#row = undefined
      this.leaf = undefined
      this.containers.pop()
    } else if (this.leaf?.kind === 'heading') this.#closeLeaf()
  }

  /** Closes the leaf, and all containers but the first `depth`. */
  closeTo(depth: number): void {
    this.#closeLeaf()
    this.containers.length = depth
  }

  get #tip(): Container {
    return this.containers.at(-1) ?? this.root
  }

  #next(): number {
    return ++this.#number
  }

  #inline(): Inline {
    const known = this.#lexing.definitions.count
    return new Inline(this.#lexing, { known, allowance: this.#allowances.left, final: false })
  }

  #openContainer(opening: Opening): void {
    if (opening.kind === 'note') {
      this.closeTo(1)
      const note = containerOf(opening, this.#next())
      this.containers.push(note)
      this.#lexing.notes.add(opening.label, note.children)
      return
    }
    if (opening.kind === 'item') {
      const { mark, start } = opening
      if (this.#tip.kind === 'list' && this.#tip.mark === mark) this.#tip.written = start
      else {
        const from = start === 1 ? (continuedFrom(this.#tip, mark) ?? start) : start
        this.#push({ ...begun(this.#next()), kind: 'list', mark, start: from, written: start, loose: false })
      }
    }
    this.#push(containerOf(opening, this.#next()))
    if (opening.kind === 'details' && opening.summary !== undefined)
      leaves.summarize(this.#tip, opening.summary, this.#inline())
  }

  #push(container: Exclude<Container, Root>): void {
    this.#add(container)
    this.containers.push(container)
  }

  /** Adds a block to the innermost container. After a blank line this may make a list loose (CommonMark 5.3). */
  #add(block: Exclude<Block, Root>): void {
    const { kind } = this.#tip
    if ((kind === 'list' && block.kind !== 'item') || (kind === 'table' && block.kind !== 'row')) {
      this.closeTo(this.containers.length - 1)
    }
    const parent = this.#tip
    const list = parent.kind === 'item' ? parent.parent : parent
    if (this.#blank && parent.children.length > 0 && list?.kind === 'list' && !list.loose) {
      list.loose = true
      list.revision++
    }
    this.#blank = false
    block.parent = parent
    parent.children.push(block)
  }

  #openLeaf(planned: PlannedLeaf | { kind: 'row' } | { kind: 'alert'; alert: Alert }, text: string): void {
    if (planned.kind === 'alert') {
      if (this.#tip.kind === 'quote') this.#tip.alert = planned.alert
      return
    }
    const number = this.#next()
    if (planned.kind === 'row') this.#openRow({ kind: 'row', number, parent: undefined, revision: 0, children: [] })
    else {
      const leaf = leaves.create(planned, text, number, this.#inline(), this.#allowances.left, this.#lexing.tools)
      this.#add(leaf)
      if (leaf.kind === 'rule') return
      this.leaf = leaf
      if (leaf.kind === 'code' && leaf.fence.colors) this.fences.push(leaf.fence)
    }
    if (planned.kind === 'indented' || planned.kind === 'html' || planned.kind === 'math') this.#addLine(text, false)
    else this.flow(text)
  }

  #openRow(row: Row): void {
    const table = this.#tip
    this.#push(row)
    const align = table.kind === 'table' ? table.align : []
    const inline = () => this.#inline()
    this.#row = new RowWriter(row, align, inline, (text) => this.#allowances.read(text))
  }

  /** A whole line of code, HTML or a formula. */
  #addLine(line: string, closes: boolean): void {
    const { leaf } = this
    let ends = closes
    if (leaf?.kind !== 'code') this.#allowances.read(line)
    else if (!closes) leaves.addToCode(leaf, line)
    if (leaf?.kind === 'math') ends = leaves.addToFormula(leaf, line)
    if (leaf?.kind === 'html') ends = leaves.addToHtml(leaf, line)
    if (ends) this.#closeLeaf()
  }

  #continue(text: string): void {
    if (this.leaf?.kind !== 'paragraph') return
    leaves.startLine(this.leaf, text, this.#lexing.definitions)
    this.flow(text)
  }

  #setext(level: number, text: string): void {
    const { leaf } = this
    if (leaf?.kind !== 'paragraph') return
    leaves.settleParagraph(leaf, this.#lexing.definitions)
    // Only definitions stood there: the line is no underline.
    if (leaf.inline.empty) leaves.addToParagraph(leaf, text, this.#lexing.definitions)
    else {
      const { number, parent, revision, inline } = leaf
      inline.end()
      replaceLast(leaf, { kind: 'heading', number, parent, revision: revision + 1, inline, level, tail: '' })
      this.leaf = undefined
    }
  }

  /** The paragraph's last line becomes the head of a table; lines before it stay a paragraph. */
  #table(align: Align[]): void {
    const { leaf } = this
    if (leaf?.kind !== 'paragraph') return
    const before = leaves.beforeLastLine(leaf, this.#lexing.definitions)
    const head = headOf(leaf.line, align, () => this.#inline())
    this.leaf = undefined
    if (before === '') {
      const { number, parent, revision } = leaf
      const table = { kind: 'table' as const, number, parent, revision: revision + 1, children: [], align, head }
      replaceLast(leaf, table)
      this.containers.push(table)
    } else {
      const inline = this.#inline()
      inline.write(before)
      inline.end()
      replaceLast(leaf, { ...leaf, inline, revision: leaf.revision + 1 })
      this.#push({ kind: 'table', number: this.#next(), parent: undefined, revision: 0, children: [], align, head })
    }
    for (const cell of head) cell.parent = this.#tip
  }

  #closeLeaf(): void {
    const { leaf } = this
    this.leaf = undefined
    if (!leaf) return
    leaves.close(leaf, this.#lexing.definitions)
    if (leaf.kind === 'paragraph' && leaf.inline.empty) leaf.parent?.children.pop()
    if (leaf.kind === 'math' && !leaf.complete) replaceLast(leaf, leaves.paragraphOf(leaf, this.#inline()))
  }
}
