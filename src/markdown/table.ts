import type { Align } from './elements.tsx'

/** More columns than this are no table, but text. */
const widest = 256

/** The alignments of a delimiter row (`|---|:-:|`), or undefined if the line is none. */
export function alignments(line: string): Align[] | undefined {
  if (!/[|:]/.test(line) || line.length > 8192) return undefined
  const cells = line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
  if (cells.length > widest) return undefined
  const align: Align[] = []
  for (const cell of cells) {
    const match = /^[ \t]*(:?)-+(:?)[ \t]*$/.exec(cell)
    if (!match) return undefined
    align.push(match[1] ? (match[2] ? 'center' : 'left') : match[2] ? 'right' : undefined)
  }
  return align
}

/** Whether a line has as many cells as the delimiter row under it, as GFM demands of a table's head. */
export function isHeadOf(line: string, columns: number): boolean {
  return line.length <= 65536 && splitCells(line).length === columns
}

/** The cells of a whole line, as source text. */
export function splitCells(line: string): string[] {
  const cells: string[] = []
  const splitter = new CellSplitter()
  splitter.write(
    line,
    () => cells.push(''),
    (text) => cells.push((cells.pop() ?? '') + text),
  )
  splitter.end((text) => cells.push((cells.pop() ?? '') + text))
  return cells.map((cell) => cell.trim())
}

/**
 * Splits a line into cells as its text arrives. The pipe at either end belongs to no cell, and `\|` is a pipe in a cell,
 * even inside code.
 */
export class CellSplitter {
  #inCell = false
  #first = true
  #escaped = false

  /** `begin` opens a cell, `more` adds to the open one. */
  write(text: string, begin: () => void, more: (text: string) => void): void {
    let from = 0
    for (let index = 0; index < text.length; index++) {
      const character = text.charCodeAt(index)
      if (this.#escaped) {
        this.#escaped = false
        if (character !== 124) more('\\')
        from = index
        continue
      }
      if (character === 92) {
        if (!this.#inCell) begin()
        else if (index > from) more(text.slice(from, index))
        this.#inCell = true
        from = index + 1
        this.#escaped = true
      } else if (character === 124) {
        if (this.#inCell) {
          if (index > from) more(text.slice(from, index))
        } else if (!this.#first) begin()
        this.#inCell = false
        from = index + 1
      } else if (!this.#inCell && character !== 32 && character !== 9) {
        begin()
        this.#inCell = true
        from = index
      }
      if (character !== 32 && character !== 9) this.#first = false
    }
    if (this.#inCell && !this.#escaped && from < text.length) more(text.slice(from))
  }

  /** The line is over: a backslash that was waiting for its character stands for itself. */
  end(more: (text: string) => void): void {
    if (this.#escaped) more('\\')
  }
}
