/**
 * A line read by columns, as CommonMark counts them: a tab reaches to the next multiple of four, and a marker may take
 * only a part of it (the rest then counts as spaces).
 */
export class Columns {
  readonly line: string
  /** Index of the next character. */
  position = 0
  /** Columns left of a tab that was taken in part. */
  #spare = 0
  #column = 0
  #next = -1
  #indent = 0

  constructor(line: string) {
    this.line = line
  }

  /** Columns of blank before the next other character. */
  get indent(): number {
    this.#look()
    return this.#indent
  }

  /** Whether nothing but blanks is left. */
  get blank(): boolean {
    this.#look()
    return this.#next >= this.line.length
  }

  /** The next character that is not blank, or ''. */
  get character(): string {
    this.#look()
    return this.line.charAt(this.#next)
  }

  /** The text from the next character that is not blank. */
  get text(): string {
    this.#look()
    return this.line.slice(this.#next)
  }

  /** All that is left, a tab taken in part as the spaces that remain of it. */
  get rest(): string {
    return ' '.repeat(this.#spare) + this.line.slice(this.position)
  }

  /** Takes up to `columns` columns of blank. */
  skip(columns: number): void {
    this.#next = -1
    while (columns > 0) {
      if (this.#spare === 0) {
        const character = this.line.charCodeAt(this.position)
        if (character !== 32 && character !== 9) return
        this.#spare = character === 9 ? 4 - (this.#column % 4) : 1
        this.position++
      }
      const taken = Math.min(columns, this.#spare)
      this.#spare -= taken
      this.#column += taken
      columns -= taken
    }
  }

  /** Takes the blanks before the next character and `length` characters of a marker. */
  take(length: number): void {
    this.skip(this.indent)
    this.position += length
    this.#column += length
    this.#next = -1
  }

  #look(): void {
    if (this.#next >= 0) return
    let next = this.position
    let column = this.#column + this.#spare
    for (; next < this.line.length; next++) {
      const character = this.line.charCodeAt(next)
      if (character === 32) column++
      else if (character === 9) column += 4 - (column % 4)
      else break
    }
    this.#next = next
    this.#indent = column - this.#column
  }
}
