import type { Leaf, Root } from './block.ts'
import type { Lexing } from './lexing.ts'
import { plan } from './plan.ts'
import { Tree } from './tree.ts'

/** A line that stays undecided beyond this length is looked at again only when it has doubled. */
const longLine = 256

/**
 * Reads a text line by line as it comes in. A line's beginning is held back until what it is is certain; then its
 * containers and its leaf open at once, and the rest of the line streams into the leaf.
 */
export class Parser {
  readonly #tree: Tree
  /** The beginning of a line that is not decided yet. */
  #line = ''
  /** The length at which a long line was last looked at. */
  #tried = 0
  /** Whether the rest of the line belongs to the open leaf. */
  #flows = false

  constructor(lexing: Lexing) {
    this.#tree = new Tree(lexing)
  }

  get root(): Root {
    return this.#tree.root
  }

  /** The leaf that takes text now. */
  get leaf(): Leaf | undefined {
    return this.#tree.leaf
  }

  /** The fences begun; whoever colours them takes them off. */
  get fences() {
    return this.#tree.fences
  }

  /** The number of the root's children that are closed. */
  get settled(): number {
    return this.#tree.settled
  }

  /** Takes text: newlines are `\n`, no NUL, no halves of a surrogate pair. */
  write(text: string): void {
    let index = 0
    let rest = text
    if (this.#line !== '' && this.#plainFence) {
      rest = this.#line + text
      // A line of code can be long: it is not looked at again before its end comes.
      this.#line = text.includes('\n') ? '' : rest
      if (this.#line !== '') return
    }
    while (index < rest.length) {
      if (!this.#flows && this.#line === '' && this.#plainFence) {
        const next = this.#plainCode(rest, index)
        if (next > index) {
          index = next
          continue
        }
      }
      const newline = rest.indexOf('\n', index)
      const end = newline < 0 ? rest.length : newline
      if (this.#flows) {
        if (end > index) this.#tree.flow(rest.slice(index, end))
        if (newline >= 0) this.#endLine()
      } else if (newline < 0) {
        this.#line += rest.slice(index)
        this.#tryLine()
      } else {
        const line = this.#line + rest.slice(index, end)
        this.#line = ''
        this.#wholeLine(line)
      }
      index = end + 1
    }
  }

  /** The text is over: its last line needs no newline, and everything closes. */
  end(): void {
    if (this.#flows) this.#endLine()
    else if (this.#line !== '') this.#wholeLine(this.#line)
    this.#line = ''
    this.#tree.closeTo(1)
  }

  /** Whether the open leaf is a fence at the margin, the common case, which has a short cut. */
  get #plainFence(): boolean {
    const { leaf } = this.#tree
    return leaf?.kind === 'code' && leaf.mark !== '' && leaf.indent === 0 && this.#tree.containers.length === 1
  }

  /** Takes all lines from `index` on that surely are code. Answers the index behind them. */
  #plainCode(text: string, index: number): number {
    const { leaf } = this.#tree
    if (leaf?.kind !== 'code') return index
    const mark = leaf.mark.charCodeAt(0)
    let end = index
    for (;;) {
      let first = end
      while (first - end < 4 && text.charCodeAt(first) === 32) first++
      if (text.charCodeAt(first) === mark) break
      const newline = text.indexOf('\n', end)
      if (newline < 0) break
      end = newline + 1
    }
    if (end > index) leaf.fence.write(index === 0 && end === text.length ? text : text.slice(index, end))
    return end
  }

  #tryLine(): void {
    if (this.#plainFence) return
    const { length } = this.#line
    const known = length < longLine ? length : 2 ** Math.floor(Math.log2(length))
    if (known === this.#tried) return
    const beginning = known === length ? this.#line : this.#line.slice(0, known)
    const found = plan(beginning, false, this.#tree)
    this.#tried = found || known < longLine ? 0 : known
    if (!found) return
    const rest = this.#line.slice(known)
    this.#line = ''
    this.#flows = true
    this.#tree.open(found)
    if (rest !== '') this.#tree.flow(rest)
  }

  #wholeLine(line: string): void {
    this.#tried = 0
    const found = plan(line, true, this.#tree)
    if (found) this.#tree.open(found)
    this.#endLine()
  }

  #endLine(): void {
    this.#flows = false
    this.#tree.endLine()
  }
}
