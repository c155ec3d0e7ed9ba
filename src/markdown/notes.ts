import type { Block } from './block.ts'

/** The footnotes of a text: their blocks by label, and, once the text is finished, their numbers. */
export class Notes {
  #byLabel = new Map<string, Block[]>()
  #numbers = new Map<string, number>()

  get count(): number {
    return this.#byLabel.size
  }

  add(label: string, blocks: Block[]): void {
    const key = label.toLowerCase()
    if (!this.#byLabel.has(key)) this.#byLabel.set(key, blocks)
  }

  /** The number of a footnote, given at its first reference; undefined if nothing defines it. */
  refer(label: string): { number: number; first: boolean } | undefined {
    const key = label.toLowerCase()
    if (!this.#byLabel.has(key)) return undefined
    const before = this.#numbers.get(key)
    if (before !== undefined) return { number: before, first: false }
    this.#numbers.set(key, this.#numbers.size + 1)
    return { number: this.#numbers.size, first: true }
  }

  /** The blocks of the footnotes that something refers to, in the order of their numbers. Grows while it is read. */
  *referred(): Generator<Block[]> {
    for (const key of this.#numbers.keys()) {
      const blocks = this.#byLabel.get(key)
      if (blocks) yield blocks
    }
  }
}
