import { LongText } from './long-text.ts'

/** What a part of an answer is: what the model thought, what it said, a tool that it called, and what came of that. */
export type PartKind = 'thought' | 'text' | 'call' | 'result'

/** A part as plain data, as it is stored and as it travels. `ms`: how long was thought, in milliseconds. */
export type PlainPart = { kind: PartKind; text: string; ms?: number }

/** One stretch of an answer of one kind, as it grows. Calls and results have their text form here. */
export class Part {
  readonly kind: PartKind
  ms: number | undefined
  readonly #text: LongText

  constructor({ kind, text, ms }: PlainPart) {
    this.kind = kind
    this.ms = ms
    this.#text = new LongText(text)
  }

  get length(): number {
    return this.#text.length
  }

  add(text: string): void {
    this.#text.add(text)
  }

  /** The text between two offsets of its own. */
  slice(from: number, to: number): string {
    return this.#text.slice(from, to)
  }

  toString(): string {
    return this.#text.toString()
  }

  get plain(): PlainPart {
    return { kind: this.kind, text: this.toString(), ...(this.ms !== undefined && { ms: this.ms }) }
  }
}
