/** Behind these a sentence is over, or nothing has been said on the line yet. */
const sentenceEnd = /[.!?…:;。！？：；)\]}>*_]/u

/** Behind these, without a blank between, something is quoted. */
const quotes = new Set(['"', "'", '`', '(', '«', '“', '‘', '「', '『', '„'])

/** Follows a text of Markdown as it comes, as far as it takes to know whether one stands in code, or between two sentences. */
export class CodeMarks {
  /** The run of marks that has opened a fence, or code in a line. */
  #fence = ''
  #ticks = 0
  /** Of the line so far: its last character, and the last that is no blank. */
  #last = ''
  #ink = ''

  get inside(): boolean {
    return this.#fence !== '' || this.#ticks > 0
  }

  /** Whether what comes next is not in the middle of a sentence, nor in code. */
  get isBetweenSentences(): boolean {
    if (this.inside || quotes.has(this.#last)) return false
    return this.#ink === '' || this.#last === this.#ink || sentenceEnd.test(this.#ink)
  }

  /** Whether a run of marks at the end of what has come may go on. */
  mayGrow(text: string): boolean {
    return text.length < LONGEST_RUN && (text[0] === '`' || text[0] === '~') && runOf(text) === text.length
  }

  /** Reads on; with `most`, only one run of marks or that many characters. Answers how much was read. */
  read(text: string, most = text.length): number {
    const length = text[0] === '`' || text[0] === '~' ? runOf(text) : most
    if (length > 0) this.#take(text.slice(0, length))
    return length
  }

  reset(): void {
    this.#fence = ''
    this.#ticks = 0
    this.#last = ''
    this.#ink = ''
  }

  #take(text: string): void {
    if (text === '\n') {
      // A paragraph ends at an empty line, and code in it as well.
      if (this.#ink === '') this.#ticks = 0
      this.#last = ''
      this.#ink = ''
      return
    }
    if (text[0] === '`' || text[0] === '~') this.#mark(text)
    this.#last = text.at(-1) ?? ''
    this.#ink = text.trimEnd().at(-1) ?? this.#ink
  }

  #mark(run: string): void {
    const opensLine = this.#ink === ''
    if (this.#fence !== '') {
      if (opensLine && run[0] === this.#fence[0] && run.length >= this.#fence.length) this.#fence = ''
    } else if (opensLine && run.length >= 3 && this.#ticks === 0) this.#fence = run
    else if (run[0] === '`') this.#ticks = this.#ticks === 0 ? run.length : this.#ticks === run.length ? 0 : this.#ticks
  }
}

/** A longer run than anybody writes: it is read in pieces. */
const LONGEST_RUN = 64

function runOf(text: string): number {
  let length = 1
  while (length < LONGEST_RUN && text[length] === text[0]) length++
  return length
}
