/** How many `<` a text may hold before HTML in it is shown as text: each fragment costs the sanitizer half a millisecond. */
const mostTags = 400

/** In how much text, code apart, formulas are drawn (UTF-16 units): nothing costs more. Behind it they are shown as source. */
const mostFormulas = 50_000

/** What is left to a part of a text: of `<`, and of the text in which formulas are drawn. */
export type Allowance = { tags: number; formulas: number }

/** Counts what of a text was read, apart from code: the same whenever it came. */
export class Allowances {
  #tags = mostTags
  #formulas = mostFormulas

  read(text: string): void {
    this.#formulas -= text.length
    if (text.includes('<')) this.#tags -= text.split('<').length - 1
  }

  /** What is left to that which begins now. */
  get left(): Allowance {
    return { tags: this.#tags, formulas: this.#formulas }
  }
}
