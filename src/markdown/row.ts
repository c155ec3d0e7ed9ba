import type { Cell, Row } from './block.ts'
import type { Align } from './elements.tsx'
import type { Inline } from './inline.ts'
import { CellSplitter, splitCells } from './table.ts'

/** Fills a row with cells as its line arrives. Surplus cells are dropped, missing ones are added at the end. */
export class RowWriter {
  /** The cell that takes text now. */
  cell: Cell | undefined
  readonly #row: Row
  readonly #align: readonly Align[]
  readonly #inline: () => Inline
  readonly #hear: (text: string) => void
  readonly #splitter = new CellSplitter()

  /** `inline` makes the content of a cell, `hear` is told of all text that goes into one. */
  constructor(row: Row, align: readonly Align[], inline: () => Inline, hear: (text: string) => void) {
    this.#row = row
    this.#align = align
    this.#inline = inline
    this.#hear = hear
  }

  write(text: string): void {
    this.#splitter.write(text, this.#begin, this.#more)
  }

  end(): void {
    this.#splitter.end(this.#more)
    while (this.#row.children.length < this.#align.length) this.#begin()
    this.cell?.inline.end()
  }

  readonly #begin = (): void => {
    this.cell?.inline.end()
    this.cell = undefined
    const column = this.#row.children.length
    if (column >= this.#align.length) return
    this.cell = newCell(this.#align[column], this.#inline())
    this.cell.parent = this.#row
    this.#row.children.push(this.cell)
  }

  readonly #more = (text: string): void => {
    if (!this.cell) return
    this.#hear(text)
    this.cell.inline.write(text)
  }
}

/** The cells of a table's head. */
export function headOf(line: string, align: readonly Align[], inline: () => Inline): Cell[] {
  return splitCells(line).map((text, column) => {
    const cell = newCell(align[column], inline())
    cell.inline.write(text)
    cell.inline.end()
    return cell
  })
}

function newCell(align: Align, inline: Inline): Cell {
  return { kind: 'cell', number: 0, parent: undefined, revision: 0, inline, align }
}
