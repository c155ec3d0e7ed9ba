import type { Block, Cell, Container, Leaf, Paragraph, Root, Table } from './block.ts'
import { Fence } from './fence.ts'
import { Inline } from './inline.ts'
import * as leaves from './leaves.ts'
import type { Lexing } from './lexing.ts'
import { type Opening, type Plan, plan } from './plan.ts'
import { CellSplitter, splitCells } from './table.ts'

/** How many `<` a text may hold before HTML in it is shown as text: each fragment costs the sanitizer half a millisecond. */
const mostTags = 400

/** A line that stays undecided beyond this length is looked at again only when it has doubled. */
const longLine = 256

/**
 * CommonMark's block structure, line by line as it comes in: a stack of open containers and at most one open leaf. A
 * line's beginning is held back until what it is is certain; then its containers and its leaf open at once, and the rest
 * of the line streams into the leaf.
 */
export class Parser {
  readonly root: Root = { kind: 'root', number: 0, parent: undefined, revision: 0, children: [] }
  /** The fences begun; whoever colours them takes them off. */
  readonly fences: Fence[] = []
  readonly #lexing: Lexing
  readonly #containers: Container[] = [this.root]
  #leaf: Leaf | undefined
  /** The beginning of a line that is not decided yet. */
  #line = ''
  /** The length at which a long line was last looked at. */
  #tried = 0
  /** Whether the rest of the line belongs to the open leaf. */
  #flows = false
  #splitter: CellSplitter | undefined
  /** The line before was blank, in a way that makes a list loose. */
  #blank = false
  #number = 0
  #tags = 0

  constructor(lexing: Lexing) {
    this.#lexing = lexing
  }

  /** Takes text: newlines are `\n`, no NUL, no halves of a surrogate pair. */
  write(text: string): void {
    let index = 0
    while (index < text.length) {
      if (this.#leaf?.kind === 'code' && this.#line === '') {
        const next = this.#plainCode(text, index)
        if (next > index) {
          index = next
          continue
        }
      }
      const newline = text.indexOf('\n', index)
      const end = newline < 0 ? text.length : newline
      if (this.#flows) {
        if (end > index) this.#flow(text.slice(index, end))
        if (newline >= 0) this.#endLine()
      } else if (newline < 0) {
        this.#line += text.slice(index)
        this.#tryLine()
      } else {
        const line = this.#line + text.slice(index, end)
        this.#line = ''
        this.#wholeLine(line)
      }
      index = end + 1
    }
  }

  /** The leaf that takes text now. */
  get leaf(): Leaf | undefined {
    return this.#leaf
  }

  /** Nobody will see the closed fences soon: they are coloured when they are asked for. */
  forgetFences(): void {
    while (this.fences[0]?.closed) this.fences.shift()
  }

  /** The number of the root's children that are closed. */
  get settled(): number {
    const { length } = this.root.children
    const outermost = this.#containers[1]
    const open = outermost ? outermost.kind !== 'note' : this.#leaf !== undefined
    return open ? length - 1 : length
  }

  /** The text is over: its last line needs no newline, and everything closes. */
  end(): void {
    if (this.#flows) this.#endLine()
    else if (this.#line !== '') this.#wholeLine(this.#line)
    this.#line = ''
    this.#closeTo(1)
  }

  /** The common case of a fence at the margin: takes all lines that surely are code. Answers the index behind them. */
  #plainCode(text: string, index: number): number {
    const leaf = this.#leaf
    if (leaf?.kind !== 'code' || leaf.mark === '' || this.#containers.length > 1 || leaf.indent > 0) return index
    const mark = leaf.mark.charCodeAt(0)
    let end = index
    for (;;) {
      const first = text.charCodeAt(end)
      if (first === mark || first === 32) {
        let next = end
        while (text.charCodeAt(next) === 32) next++
        if (next - end < 4 && text.charCodeAt(next) === mark) break
      }
      const newline = text.indexOf('\n', end)
      if (newline < 0) break
      end = newline + 1
    }
    if (end > index) leaf.fence.write(index === 0 && end === text.length ? text : text.slice(index, end))
    return end
  }

  #tryLine(): void {
    const { length } = this.#line
    const known = length < longLine ? length : 2 ** Math.floor(Math.log2(length))
    if (known === this.#tried) return
    const beginning = known === length ? this.#line : this.#line.slice(0, known)
    const found = plan(beginning, false, { containers: this.#containers, leaf: this.#leaf })
    if (!found) {
      this.#tried = known >= longLine ? known : 0
      return
    }
    const rest = this.#line.slice(known)
    this.#line = ''
    this.#tried = 0
    this.#flows = true
    this.#open(found)
    if (rest !== '') this.#flow(rest)
  }

  #wholeLine(line: string): void {
    const found = plan(line, true, { containers: this.#containers, leaf: this.#leaf })
    this.#tried = 0
    if (!found) return
    this.#open(found)
    this.#endLine()
  }

  /** Opens and closes what a line asks for, and gives its first text to the leaf. */
  #open(found: Plan): void {
    const { leaf, text } = found
    if (leaf.kind === 'continuation') return this.#continue(text)
    if (leaf.kind === 'line' || leaf.kind === 'close') return this.#lineOf(text, leaf.kind === 'close')
    if (leaf.kind === 'setext') return this.#setext(leaf.level, text)
    if (leaf.kind === 'table') return this.#table(leaf.align)
    this.#closeTo(found.depth)
    for (const opening of found.openings) this.#openContainer(opening)
    if (leaf.kind === 'blank') {
      if (this.#tip.kind === 'table') this.#closeTo(this.#containers.length - 1)
      this.#blank = this.#tip.kind !== 'quote' && found.openings.at(-1)?.kind !== 'item'
    } else {
      this.#openLeaf(leaf, text)
      this.#blank = false
    }
  }

  get #tip(): Container {
    return this.#containers.at(-1) ?? this.root
  }

  #node() {
    return { number: ++this.#number, parent: undefined, revision: 0 }
  }

  #inline(): Inline {
    const known = this.#lexing.definitions.count
    return new Inline(this.#lexing, { known, allowance: mostTags - this.#tags, final: false })
  }

  #openContainer(opening: Opening): void {
    if (opening.kind === 'quote') this.#push({ ...this.#node(), kind: 'quote', children: [], alert: undefined })
    else if (opening.kind === 'note') {
      if (this.#tip.kind !== 'root') this.#closeTo(1)
      const note = { ...this.#node(), kind: 'note' as const, children: [], label: opening.label }
      this.#lexing.notes.add(note)
      this.#containers.push(note)
    } else {
      const { mark, start, indent, task } = opening
      if (this.#tip.kind !== 'list' || this.#tip.mark !== mark) {
        this.#push({ ...this.#node(), kind: 'list', children: [], mark, start, loose: false })
      }
      this.#push({ ...this.#node(), kind: 'item', children: [], indent, task })
    }
  }

  #push(container: Exclude<Container, Root>): void {
    this.#add(container)
    this.#containers.push(container)
  }

  /** Adds a block to the innermost container. After a blank line this may make a list loose (CommonMark 5.3). */
  #add(block: Exclude<Block, Root>): void {
    const { kind } = this.#tip
    if ((kind === 'list' && block.kind !== 'item') || (kind === 'table' && block.kind !== 'row')) {
      this.#closeTo(this.#containers.length - 1)
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

  #begin(leaf: Leaf): void {
    this.#add(leaf)
    this.#leaf = leaf
  }

  #openLeaf(leaf: Exclude<Plan['leaf'], { kind: 'setext' | 'table' }>, text: string): void {
    switch (leaf.kind) {
      case 'paragraph':
        this.#begin(this.#paragraph(text))
        return this.#flow(text)
      case 'heading':
        this.#begin({ ...this.#node(), kind: 'heading', level: leaf.level, inline: this.#inline(), tail: '' })
        return this.#flow(text)
      case 'indented':
      case 'code': {
        const { mark, indent, info } = leaf.kind === 'code' ? leaf : { mark: '', indent: 4, info: '' }
        const fence = new Fence(leaves.labelOf(info), this.#lexing.tools)
        this.fences.push(fence)
        this.#begin({ ...this.#node(), kind: 'code', mark, indent, fence, closed: false, blanks: '' })
        return mark === '' ? this.#lineOf(text, false) : undefined
      }
      case 'html': {
        const allowance = mostTags - this.#tags
        this.#begin({ ...this.#node(), kind: 'html', source: '', end: leaf.end, closed: false, allowance })
        return this.#lineOf(text, false)
      }
      case 'math':
        this.#begin({ ...this.#node(), kind: 'math', source: '', end: leaf.end, closed: false, complete: false })
        return this.#lineOf(text, false)
      case 'rule':
        return this.#add({ ...this.#node(), kind: 'rule' })
      case 'row':
        this.#push({ ...this.#node(), kind: 'row', children: [] })
        this.#splitter = new CellSplitter()
        return this.#flow(text)
      case 'alert':
        if (this.#tip.kind === 'quote') this.#tip.alert = leaf.alert
    }
  }

  #paragraph(text: string): Paragraph {
    const held = text.startsWith('[') ? '' : undefined
    const pipe = text.startsWith('|') ? '' : undefined
    return { ...this.#node(), kind: 'paragraph', inline: this.#inline(), held, pipe, line: '' }
  }

  /** More of the line for the open leaf or row. */
  #flow(text: string): void {
    if (this.#splitter) return this.#splitter.write(text, this.#beginCell, this.#moreCell)
    this.#countTags(text)
    const leaf = this.#leaf
    if (leaf?.kind === 'paragraph') leaves.addToParagraph(leaf, text, this.#lexing.definitions)
    else if (leaf?.kind === 'heading') leaves.addToHeading(leaf, text)
  }

  readonly #beginCell = (text: string): void => {
    const row = this.#tip
    if (row.kind !== 'row' || row.parent?.kind !== 'table') return
    this.#closeLeaf()
    const column = row.children.length
    if (column >= row.parent.align.length) return
    const cell = this.#cell(row.parent.align[column], text)
    cell.parent = row
    row.children.push(cell)
    this.#leaf = cell
  }

  readonly #moreCell = (text: string): void => {
    if (this.#leaf?.kind !== 'cell') return
    this.#countTags(text)
    this.#leaf.inline.write(text)
  }

  #countTags(text: string): void {
    if (text.includes('<')) this.#tags += text.split('<').length - 1
  }

  #cell(align: Cell['align'], text: string): Cell {
    const inline = this.#inline()
    if (text !== '') inline.write(text)
    return { ...this.#node(), kind: 'cell', inline, align }
  }

  /** A whole line of code, HTML or a formula. */
  #lineOf(line: string, closes: boolean): void {
    const leaf = this.#leaf
    this.#blank = false
    if (leaf?.kind === 'code' && !closes) leaves.addToCode(leaf, line)
    if (leaf?.kind === 'html') this.#countTags(line)
    const ends =
      closes ||
      (leaf?.kind === 'html' && leaves.addToHtml(leaf, line)) ||
      (leaf?.kind === 'math' && leaves.addToFormula(leaf, line))
    if (ends) this.#closeLeaf()
  }

  #endLine(): void {
    this.#flows = false
    const row = this.#tip
    if (this.#splitter && row.kind === 'row') {
      this.#splitter.end(this.#moreCell)
      this.#splitter = undefined
      const columns = row.parent?.kind === 'table' ? row.parent.align.length : 0
      while (row.children.length < columns) this.#beginCell('')
      this.#closeTo(this.#containers.length - 1)
    } else if (this.#leaf?.kind === 'heading') this.#closeLeaf()
  }

  #continue(text: string): void {
    if (this.#leaf?.kind !== 'paragraph') return
    leaves.startLine(this.#leaf, text, this.#lexing.definitions)
    this.#blank = false
    this.#flow(text)
  }

  #setext(level: number, text: string): void {
    const leaf = this.#leaf
    if (leaf?.kind !== 'paragraph') return
    leaves.settleParagraph(leaf, this.#lexing.definitions)
    // Only definitions stood there: the line is no underline.
    if (leaf.inline.empty) return leaves.addToParagraph(leaf, text, this.#lexing.definitions)
    leaf.inline.end()
    this.#replaceLast(leaf, { ...leaf, kind: 'heading', level, tail: '', revision: leaf.revision + 1 })
    this.#leaf = undefined
  }

  /** The paragraph's last line becomes the head of a table; lines before it stay a paragraph. */
  #table(align: Table['align']): void {
    const leaf = this.#leaf
    if (leaf?.kind !== 'paragraph') return
    const before = leaves.beforeLastLine(leaf, this.#lexing.definitions)
    const head = splitCells(leaf.line).map((text, column) => this.#cell(align[column], text))
    for (const cell of head) cell.inline.end()
    this.#leaf = undefined
    if (before === '') {
      const { number, parent, revision } = leaf
      const table: Table = { number, parent, revision: revision + 1, kind: 'table', children: [], align, head }
      this.#replaceLast(leaf, table)
      this.#containers.push(table)
    } else {
      const inline = this.#inline()
      inline.write(before)
      inline.end()
      this.#replaceLast(leaf, { ...leaf, inline, revision: leaf.revision + 1 })
      this.#push({ ...this.#node(), kind: 'table', children: [], align, head })
    }
  }

  #closeLeaf(): void {
    const leaf = this.#leaf
    this.#leaf = undefined
    if (leaf?.kind === 'code') {
      leaf.closed = true
      leaf.fence.close()
    } else if (leaf?.kind === 'html') leaf.closed = true
    else if (leaf?.kind === 'heading' || leaf?.kind === 'cell') leaf.inline.end()
    else if (leaf?.kind === 'math') this.#closeFormula(leaf)
    else if (leaf?.kind === 'paragraph') {
      leaves.settleParagraph(leaf, this.#lexing.definitions)
      leaf.inline.end()
      if (leaf.inline.empty) leaf.parent?.children.pop()
    }
  }

  /** A formula that does not end as one is a paragraph. */
  #closeFormula(leaf: Extract<Leaf, { kind: 'math' }>): void {
    leaf.closed = true
    if (leaf.complete) return
    const paragraph = { ...this.#paragraph(''), number: leaf.number, parent: leaf.parent }
    paragraph.inline.write(leaf.source.trim())
    paragraph.inline.end()
    this.#replaceLast(leaf, paragraph)
  }

  #replaceLast(old: Block, block: Block): void {
    const siblings = old.parent?.children
    if (siblings) siblings[siblings.length - 1] = block
  }

  /** Closes the leaf, and all containers but the first `depth`. */
  #closeTo(depth: number): void {
    this.#closeLeaf()
    this.#containers.length = depth
  }
}
