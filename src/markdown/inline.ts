import type { Allowance } from './allowance.ts'
import { escapeText } from './elements.tsx'
import type { Lexing, Scope } from './lexing.ts'
import { complete, firmEnd, isClosed } from './marks.ts'
import { type SafeHtml, trust } from './sanitize.tsx'
import { isBlank, isLowSurrogate, isSpecial, shownLength, splitGap } from './segment.ts'
import { join, merge, push, type Span, text } from './span.ts'

/** A segment is cut by force at this length, at its last blank, or anywhere at twice of it. Bounds every cost below. */
const longestSegment = 1024

/** As is one with so many characters of markup: what they cost grows with their square. */
const mostMarks = 128

/** Below this length every chance of a cut is tried; above, only when the segment has grown by a quarter. */
const shortSegment = 256

/** In a leaf this long, an open mark is shown only when it closes, so that a wrong guess cannot mean to send it all again. */
const longLeaf = 16384

/**
 * The inline content of one leaf, as it grows. It is cut into segments where nothing that follows can change them, at
 * blanks with no mark open; each is lexed once and settled. Only the segment at the end is read again. The cuts depend
 * on the text alone, and a finished text is cut by the same rule, so both are rendered alike.
 */
export class Inline {
  readonly #lexing: Lexing
  readonly #scope: Scope
  readonly #allowance: Allowance
  /** All text so far. */
  source = ''
  #settled = trust('')
  /** Settled spans that no patch has shown yet. */
  #fresh: Span[] = []
  #tail = ''
  #scanned = 0
  /** Where the segment can be cut if what follows is marked up, -1 for nowhere. */
  #blank = -1
  #marked = false
  #marks = 0
  #dirty = false
  #nextTry = 0
  #lastTry = 0
  #ended = false
  #peeked: { spans: Span[]; tail: Span[] } | undefined

  constructor(lexing: Lexing, scope: Scope) {
    this.#lexing = lexing
    this.#scope = scope
    this.#allowance = { ...scope.allowance }
  }

  get empty(): boolean {
    return this.source === ''
  }

  write(value: string): void {
    this.source += value
    this.#tail += value
    this.#peeked = undefined
  }

  /** No more text will come. */
  end(): void {
    this.#ended = true
    this.#peeked = undefined
  }

  /** The same text for a finished answer, lexed anew: now it sees all definitions and footnotes. */
  final(): Inline {
    const inline = new Inline(this.#lexing, {
      known: Number.POSITIVE_INFINITY,
      allowance: { ...this.#allowance },
      final: true,
    })
    inline.write(this.source)
    inline.end()
    return inline
  }

  /** Settles what can be settled. */
  advance(): void {
    if (this.#scanned < this.#tail.length || (this.#ended && this.#tail !== '')) this.#scan()
  }

  /**
   * What follows the tail that was shown when `mark` was last called: the spans settled since, and the tail as it is now,
   * which is also answered alone.
   */
  peek(): { spans: Span[]; tail: Span[] } {
    this.#peeked ??= this.#look()
    return this.#peeked
  }

  #look(): { spans: Span[]; tail: Span[] } {
    this.advance()
    const tail = this.#shownTail()
    if (this.#fresh.length === 0) return { spans: tail, tail }
    const spans = [...this.#fresh]
    for (const span of tail) push(spans, span)
    return { spans, tail }
  }

  /** The present state was shown. */
  mark(): void {
    this.#fresh = []
    this.#peeked = undefined
  }

  /** All of it, as it is shown now. */
  get html(): SafeHtml {
    this.advance()
    return this.#tail === '' ? this.#settled : trust(this.#settled + join(this.#shownTail()))
  }

  #scan(): void {
    const source = this.#tail
    let start = 0
    try {
      let index = this.#scanned
      for (; index < source.length; index++) {
        const code = source.charCodeAt(index)
        if (isBlank(code)) {
          const first = index === start || !isBlank(source.charCodeAt(index - 1))
          if (first && !this.#marked) this.#blank = index
          else if (first && this.#triesAt(index - start)) start = this.#tryCut(source, start, index)
        } else if (isSpecial(source, start, index)) {
          if (!this.#marked) start = this.#cutPlain(source, start)
          this.#marked = true
          this.#marks++
          this.#dirty = true
        }
        const length = index - (this.#marked ? start : Math.max(start, this.#blank))
        if (length < longestSegment && this.#marks < mostMarks) continue
        const cut = this.#forcedCut(source, start, index)
        if (cut > start) index = cut - 1
        start = cut
      }
      if (!this.#marked) start = this.#cutPlain(source, start)
      this.#tail = start === 0 ? source : source.slice(start)
      this.#scanned = source.length - start
      if (this.#ended) this.#settleRest()
    } catch (error) {
      // A part was missing that must be loaded first (see tools.ts): this segment is read again from its start.
      this.#tail = source.slice(start)
      this.#scanned = 0
      this.#restart()
      throw error
    }
  }

  /** Settles a plain segment up to its last blank; answers where the next one starts. */
  #cutPlain(source: string, start: number): number {
    const blank = this.#blank
    this.#blank = -1
    if (blank <= start) return start
    this.#settlePlain(source.slice(start, blank))
    return blank
  }

  #restart(): void {
    this.#blank = -1
    this.#marked = false
    this.#marks = 0
    this.#dirty = false
    this.#nextTry = 0
    this.#lastTry = 0
  }

  #triesAt(length: number): boolean {
    return (this.#dirty && length >= this.#nextTry) || length >= this.#lastTry + shortSegment
  }

  /** Settles the segment if no mark is open in it; answers where the next one starts. */
  #tryCut(source: string, start: number, index: number): number {
    const segment = source.slice(start, index)
    this.#lastTry = segment.length
    this.#nextTry = segment.length < shortSegment ? 0 : segment.length * 1.25
    // A backslash before a newline is a hard break, and `$5` a price or not: they need what follows.
    const needsNext = segment.endsWith('\\')
    this.#dirty = needsNext || /\$\d[\d.,]*$/.test(segment)
    if (needsNext || !isClosed(segment, this.#lexing.tools.cleans)) return start
    this.#settleMarked(segment)
    return index
  }

  /** Where an overlong segment is cut: at its last blank, or anywhere once it is twice as long. */
  #forcedCut(source: string, start: number, index: number): number {
    let cut = index
    while (this.#marked && cut > start && !isBlank(source.charCodeAt(cut))) cut--
    while (this.#marked && cut > start && isBlank(source.charCodeAt(cut - 1))) cut--
    if (cut <= start || !this.#marked) {
      const length = index - Math.max(start, this.#blank)
      if (this.#marked && length < longestSegment * 2 && this.#marks < mostMarks) return start
      cut = isLowSurrogate(source.charCodeAt(index)) ? index - 1 : index
    }
    if (this.#marked) this.#settleMarked(source.slice(start, cut))
    else this.#settlePlain(source.slice(start, cut))
    this.#blank = -1
    return cut
  }

  #settleRest(): void {
    const rest = this.#tail.replace(/[ \t\n]+$/, '')
    if (rest !== '' && this.#marked) this.#settleMarked(rest)
    else if (rest !== '') this.#settlePlain(rest)
    this.#tail = ''
    this.#scanned = 0
  }

  #settleMarked(segment: string): void {
    const { gap, words } = splitGap(segment)
    const spans = this.#lexing.lex(words, this.#scope, false)
    this.#settle(gap)
    this.#settle(spans)
    this.#scope.allowance.formulas -= segment.length
    this.#restart()
  }

  #settlePlain(segment: string): void {
    this.#scope.allowance.formulas -= segment.length
    if (!segment.includes('\n')) {
      push(this.#fresh, text(segment))
      this.#settled = trust(this.#settled + escapeText(segment))
      return
    }
    for (const part of segment.split(/([ \t]*\n[ \t]*)/)) {
      this.#settle(part.includes('\n') ? splitGap(part).gap : [text(part)])
    }
  }

  #settle(spans: Span[]): void {
    for (const span of spans) push(this.#fresh, span)
    this.#settled = trust(this.#settled + join(spans))
  }

  /** The segment at the end as it is shown while the leaf is open. */
  #shownTail(): Span[] {
    if (this.#tail === '') return []
    if (!this.#marked) {
      const firm = this.#tail.slice(0, firmEnd(this.#tail))
      const { gap, words } = splitGap(firm)
      return words === '' ? [] : merge([...gap, text(words)])
    }
    if (this.source.length - this.#tail.length > longLeaf) return []
    const { gap, words } = splitGap(this.#tail.slice(0, shownLength(this.#tail)))
    const shown = complete(words, this.#lexing.tools.cleans)
    return shown === '' ? [] : merge([...gap, ...this.#lexing.lex(shown, this.#scope, true)])
  }
}
