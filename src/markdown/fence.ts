import { escapeText } from './elements.tsx'
import { languageOf } from './languages.ts'
import { type SafeHtml, trust } from './sanitize.tsx'
import type { Tools } from './tools.ts'

/** Code longer than this many UTF-16 units stays plain. */
const longest = 50 * 1024

/**
 * Code is coloured in chunks of whole lines, of 1 KB if the language can be cut there, else of 2 KB, where it is cut in any
 * case. highlight.js needs 1 to 2 ms/KB for what people write, but many of its grammars take time that grows with the square
 * of a chunk, and of a line above all (java, ini: 4 s for a line of 16 KB): so short they stay below 20 ms for any text.
 */
const smallestChunk = 1024
const largestChunk = 2048

/** A chunk with a longer line stays plain. */
const longestLine = 1024

/** The code of a fence: shown plain, line by line, while it is open, and coloured once when it closes. */
export class Fence {
  /** As the author named it, '' if not at all. */
  readonly label: string
  readonly #language: string | undefined
  readonly #tools: Tools
  #plain = trust('')
  #fresh = trust('')
  #colored = trust('')
  #rest = ''
  #size = 0
  #reach = smallestChunk
  #closed = false

  constructor(label: string, tools: Tools) {
    this.label = label
    this.#language = languageOf(label)
    this.#tools = tools
    if (this.#language) tools.highlight(this.#language)
  }

  /** Adds lines, each with its newline. */
  write(lines: string): void {
    const html = escapeText(lines)
    this.#plain = trust(this.#plain + html)
    this.#fresh = trust(this.#fresh + html)
    this.#size += lines.length
    if (this.#language) this.#rest = this.#size > longest ? '' : this.#rest + lines
  }

  /** Whether its language is known. */
  get colors(): boolean {
    return this.#language !== undefined
  }

  /** No more lines will come. */
  close(): void {
    this.#closed = true
  }

  get closed(): boolean {
    return this.#closed
  }

  /** The lines since the last call of `mark`, as HTML. */
  get fresh(): SafeHtml {
    return this.#fresh
  }

  /** The present state was shown. */
  mark(): void {
    this.#fresh = trust('')
  }

  /** All lines, plain. */
  get plain(): SafeHtml {
    return this.#plain
  }

  /** All of it, coloured; undefined if it stays plain. */
  get colored(): SafeHtml | undefined {
    while (this.step() > 0);
    return this.#language && this.#size <= longest && this.#rest === '' ? this.#colored : undefined
  }

  /**
   * Colours one more chunk; answers its length, 0 when there is nothing to do now. While the fence is open this works ahead, so that
   * little is left at its close. The cuts depend on the code alone.
   */
  step(): number {
    const closed = this.#closed
    if (!this.#language || this.#size > longest || this.#rest === '') return 0
    if (this.#rest.length < this.#reach && !closed) return 0
    const highlight = this.#tools.highlight(this.#language)
    if (!highlight) return 0
    const end = this.#rest.indexOf('\n', this.#reach - 1) + 1
    if (end === 0 && !closed) return 0
    const chunk = end === 0 ? this.#rest : this.#rest.slice(0, end)
    if (chunk.length > largestChunk * 2 || hasLongLine(chunk)) this.#settle(chunk, escapeText(chunk))
    else {
      const { html, complete } = highlight.run(chunk, this.#language)
      if (complete || end === 0 || this.#reach >= largestChunk) this.#settle(chunk, html)
      else this.#reach *= 2
    }
    return chunk.length
  }

  #settle(chunk: string, html: SafeHtml): void {
    this.#colored = trust(this.#colored + html)
    this.#rest = this.#rest.slice(chunk.length)
    this.#reach = smallestChunk
  }
}

function hasLongLine(chunk: string): boolean {
  return chunk.split('\n').some(({ length }) => length > longestLine)
}
