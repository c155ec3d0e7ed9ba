import { type Alert, escapeText, inlineCode } from './elements.tsx'
import { type Highlight, loadHighlighter } from './highlight.ts'
import { loadMath, type RenderMath } from './math.ts'
import type { Sanitizer } from './sanitize.tsx'

/** The words that are the reader's and not the text's. */
export type Labels = {
  alerts: Record<Alert, string>
  done: string
  toDo: string
  notes: string
  back: (reference: number) => string
  /** Why a formula is shown as its source: it is too large, or too much text is before it, or it defines commands. */
  undrawn: { large: string; late: string; defines: string }
}

/** A part is needed that is not loaded yet: load it, then do the same again. */
export class Missing extends Error {
  constructor(part: string) {
    super(`Rendering needs the ${part}, which is not loaded yet: wait for ready() first.`)
  }
}

/**
 * The heavy parts, each loaded when a text first needs it: the sanitizer (jsdom), the formulas (temml) and the languages
 * of code. A part that is asked for before it is there is noted, and `load()` fetches what was noted.
 */
export class Tools {
  readonly labels: Labels
  /** Whether HTML written by a model can be cleaned here. Where it cannot (Workers), it is shown as text. */
  readonly cleans: boolean
  #loadSanitizer: () => Promise<Sanitizer>
  #sanitizer: Sanitizer | undefined
  #math: RenderMath | undefined
  #highlight: Highlight | undefined
  #settling = false
  #wanted = new Map<string, () => Promise<void>>()

  constructor({ labels, sanitizer }: { labels: Labels; sanitizer?: () => Promise<Sanitizer> }) {
    this.labels = labels
    this.cleans = sanitizer !== undefined
    this.#loadSanitizer = sanitizer ?? (() => Promise.reject(new Error('No sanitizer was given.')))
  }

  readonly sanitizer: Sanitizer = (dirty) => {
    if (this.#sanitizer) return this.#sanitizer(dirty)
    if (this.#settling) return escapeText(dirty)
    return this.#want('sanitizer', async () => {
      this.#sanitizer = await this.#loadSanitizer()
    })
  }

  readonly math: RenderMath = (source, display) => {
    if (this.#math) return this.#math(source, display)
    if (this.#settling) return inlineCode(source)
    return this.#want('math', async () => {
      this.#math = await loadMath(this.labels)
    })
  }

  /** The highlighter, once it knows `language` (a name that `languageOf` gave). */
  highlight(language: string): Highlight | undefined {
    if (this.#highlight?.knows(language)) return this.#highlight
    this.#wanted.set(language, async () => {
      this.#highlight ??= await loadHighlighter()
      await this.#highlight.load(language)
    })
    return undefined
  }

  /**
   * Does something that cannot wait for a missing part: what needs one is shown as text. A caller that waited for
   * `ready` never meets this.
   */
  orText<T>(action: () => T): T {
    this.#settling = true
    try {
      return action()
    } finally {
      this.#settling = false
    }
  }

  /** Does something as often as it takes to load what it needs. */
  async whenLoaded<T>(action: () => T): Promise<T> {
    for (;;) {
      if (this.wanting) await this.load()
      try {
        return action()
      } catch (error) {
        if (!(error instanceof Missing)) throw error
      }
    }
  }

  /** Whether something was asked for that is not there. */
  get wanting(): boolean {
    return this.#wanted.size > 0
  }

  /** Loads what was asked for. */
  async load(): Promise<void> {
    const loads = [...this.#wanted.values()]
    this.#wanted.clear()
    await Promise.all(loads.map((load) => load()))
  }

  #want(name: string, load: () => Promise<void>): never {
    this.#wanted.set(name, load)
    throw new Missing(name)
  }
}
