/**
 * A text that only grows, as it came, in pieces. As one string it would be copied whole for every part that is cut out of
 * it, and each copy would live as long as the part: 1 MB of text would hold gigabytes.
 */
export class LongText {
  readonly #pieces: string[] = []
  /** Where each piece begins, in UTF-16 units. */
  readonly #starts: number[] = []
  #length = 0
  #joined = ''
  #joinedPieces = 0

  constructor(text: string) {
    this.add(text)
  }

  get length(): number {
    return this.#length
  }

  add(text: string): void {
    if (text === '') return
    this.#pieces.push(text)
    this.#starts.push(this.#length)
    this.#length += text.length
  }

  toString(): string {
    this.#joined += this.#pieces.slice(this.#joinedPieces).join('')
    this.#joinedPieces = this.#pieces.length
    return this.#joined
  }

  /** The part between two offsets. */
  slice(from: number, to: number): string {
    const first = this.#pieceAt(from)
    let end = first
    while ((this.#starts[end] ?? to) < to) end += 1
    const start = this.#starts[first] ?? 0
    return this.#pieces
      .slice(first, end)
      .join('')
      .slice(from - start, to - start)
  }

  /** The number of the last piece that begins at or before an offset. */
  #pieceAt(offset: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}
