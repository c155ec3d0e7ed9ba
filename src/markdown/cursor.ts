import { Lexing } from './lexing.ts'
import { Parser } from './parser.ts'
import { markShown, openPath, patchFrom, patchLeaf, type Shown } from './patch.ts'
import { References } from './references.ts'
import { type SafeHtml, trust } from './sanitize.tsx'
import { blocksHtml, childrenHtml } from './serialize.ts'
import type { Span } from './span.ts'
import { Missing, type Tools } from './tools.ts'

/** How much code (UTF-16 units) is coloured in one go: about 4 ms of work, and never more than 20. */
const colorBudget = 2048

/** How much text (UTF-16 units) is read again in one go, once all definitions are known: about 5 ms of work. */
const referenceBudget = 4096

/** A patch, and what is shown once it is applied: another path, or the same with another end of its leaf. */
type Update = { html: SafeHtml; path?: Shown[]; tail?: Span[] }

/** A running text that is rendered as it grows: each flush pays only for what is new. */
export class Cursor {
  readonly #tools: Tools
  readonly #lexing: Lexing
  readonly #parser: Parser
  #offset = 0
  /** Text that was written and not read yet. */
  #buffer = ''
  #shown: Shown[]
  #prepared: Update | undefined
  #settled = 0
  #ended = false
  #references: References | undefined
  #finished = false

  constructor(id: string, tools: Tools) {
    this.#tools = tools
    this.#lexing = new Lexing(id, tools)
    this.#parser = new Parser(this.#lexing)
    this.#shown = openPath(this.#parser.root)
  }

  /** The offset in the source, in UTF-16 units, up to which text was written. */
  get offset(): number {
    return this.#offset
  }

  /** Takes more text. Cheap: it is read at the next flush. */
  write(text: string): void {
    this.#buffer += text
    this.#offset += text.length
  }

  /**
   * Undefined, the usual case, when `flush` can run now; else a promise that loads what the text needs (a language, the
   * formulas, the sanitizer) or colours a long fence without holding up others.
   */
  ready(): Promise<void> | undefined {
    this.read()
    if (this.#tools.wanting) return this.#load()
    if (this.#color()) return this.#colorRest()
    try {
      this.#prepared ??= this.#update()
      return undefined
    } catch (error) {
      if (error instanceof Missing) return this.#load()
      throw error
    }
  }

  /** The patch since the last flush or skip, '' if the display did not change. */
  flush(): SafeHtml {
    this.read()
    const update = this.#prepared ?? this.#tools.orText(() => this.#update())
    this.#prepared = undefined
    const last = this.#shown.at(-1)
    if (update.path) this.#shown = update.path
    else if (last && update.tail) last.tail = update.tail
    markShown(this.#shown)
    return update.html
  }

  /** Takes the present state as shown, without rendering it. */
  skip(): void {
    this.#tools.orText(() => this.trySkip())
  }

  /** The same, but throws `Missing` where `skip` would take a text for shown that needs a part which is not loaded. */
  trySkip(): void {
    this.read()
    this.#prepared = undefined
    this.#shown = openPath(this.#parser.root)
    markShown(this.#shown)
    // Nobody will see the closed fences soon: they are coloured if they are asked for.
    while (this.#parser.fences[0]?.closed) this.#parser.fences.shift()
  }

  /** The inner HTML of the whole body as it is shown now: what the flushes built up to. */
  snapshot(): SafeHtml {
    this.read()
    return this.#tools.orText(() => this.#whole())
  }

  /** The same as `ready`, for `finish`: the end of a text brings its references, and what they need. */
  async ending(): Promise<void> {
    this.#end()
    await this.ready()
    await this.#resolve()
  }

  /** The last patch; the DOM is then that of `render`. */
  finish(): SafeHtml {
    const references = this.#end()
    const patch = this.flush()
    if (this.#finished) return patch
    this.#finished = true
    return this.#tools.orText(() => trust(patch + references.patch))
  }

  /** The HTML of the finished text. No more can be written. */
  async complete(): Promise<SafeHtml> {
    this.#end()
    while (this.#color()) await pause()
    await this.#resolve()
    this.#finished = true
    return this.#tools.whenLoaded(() => this.#whole())
  }

  /** The HTML of the top-level blocks that closed since the last call, in order: for a page that only appends. */
  settled(): SafeHtml {
    this.read()
    const { root, settled } = this.#parser
    const blocks = root.children.slice(this.#settled, settled)
    this.#settled = settled
    const html = this.#tools.orText(() => blocksHtml(blocks, this.#lexing))
    this.skip()
    return this.#withNotes(html)
  }

  /** Reads what was written. Every other call does it too; a long text is better read in pieces. */
  read(): void {
    if (this.#buffer === '') return
    const text = this.#take(this.#buffer)
    this.#prepared = undefined
    if (text !== '') this.#parser.write(text)
  }

  /** Text ready for the parser; the beginning of a pair (`\r\n`, an emoji) waits for its other half. */
  #take(buffer: string): string {
    const last = buffer.charCodeAt(buffer.length - 1)
    const half = !this.#ended && (last === 13 || (last >= 0xd800 && last <= 0xdbff))
    this.#buffer = half ? buffer.slice(-1) : ''
    const text = half ? buffer.slice(0, -1) : buffer
    return odd.test(text) ? mend(text) : text
  }

  #end(): References {
    if (this.#references) return this.#references
    this.#ended = true
    this.read()
    this.#prepared = undefined
    this.#parser.end()
    this.#references = new References(this.#parser.root, this.#lexing)
    return this.#references
  }

  async #resolve(): Promise<void> {
    const references = this.#end()
    while (await this.#tools.whenLoaded(() => references.read(referenceBudget))) await pause()
    await this.#tools.whenLoaded(() => references.notes)
  }

  #update(): Update {
    const last = this.#shown.at(-1)
    if (last && last.block === this.#parser.leaf) {
      // The open leaf is still the same, so nothing around it can have changed.
      const html = patchLeaf(last, this.#lexing)
      if (html !== undefined) {
        if (!('inline' in last.block)) return { html: trust(html) }
        return { html: trust(html), tail: last.block.inline.peek().tail }
      }
    }
    return { html: patchFrom(this.#shown, this.#lexing), path: openPath(this.#parser.root) }
  }

  #whole(): SafeHtml {
    return this.#withNotes(childrenHtml(this.#parser.root, this.#lexing))
  }

  #withNotes(html: SafeHtml): SafeHtml {
    return this.#finished && this.#references ? trust(html + this.#references.notes) : html
  }

  /** Colours a share of the code that waits for it; whether there is more. */
  #color(): boolean {
    const { fences } = this.#parser
    let done = 0
    for (let fence = fences[0]; fence; fence = fences[0]) {
      const step = fence.step()
      done += step
      if (step === 0 && !fence.closed) return false
      if (step === 0) fences.shift()
      else if (!fence.closed) return false
      else if (done >= colorBudget) return true
    }
    return false
  }

  async #colorRest(): Promise<void> {
    do await pause()
    while (this.#color())
    await this.ready()
  }

  async #load(): Promise<void> {
    await this.#tools.load()
    await this.ready()
  }
}

const odd = /[\r\0\ud800-\udfff]/

/** Newlines as `\n`; NUL and halves of pairs as U+FFFD. */
function mend(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
}

/** Lets others run. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
