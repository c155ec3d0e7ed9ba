import { decodeHTMLStrict } from 'entities'
import type { MarkedToken, Token, Tokens } from 'marked'
import { linkable } from './addresses.ts'
import type { Allowance } from './allowance.ts'
import { Definitions } from './definitions.ts'
import { createLexer, type Formula, type Reference } from './dialect.ts'
import * as elements from './elements.tsx'
import { unfinished } from './marks.ts'
import { undrawn } from './mathml.tsx'
import { Notes } from './notes.ts'
import { isCleanable, type SafeHtml, trust } from './sanitize.tsx'
import { htmlOf, join, merge, type Span, shownText, text } from './span.ts'
import type { Tools } from './tools.ts'

/** What one leaf may see and do: the definitions known when it began, and what was left then. */
export type Scope = { known: number; allowance: Allowance; final: boolean }

/** Inline elements nested deeper than this are text. */
const deepest = 32

/** Lexes inline text by marked, and turns its tokens into our elements. One for each text: it knows its definitions. */
export class Lexing {
  readonly id: string
  readonly tools: Tools
  readonly definitions = new Definitions()
  readonly notes = new Notes()
  readonly #lexer = createLexer()
  #scope: Scope = { known: 0, allowance: { tags: 0, formulas: 0 }, final: false }
  #running = false

  constructor(id: string, tools: Tools) {
    this.id = id
    this.tools = tools
  }

  /** The spans of a text. `running`: it was completed for display, and its last address may still grow. */
  lex(text: string, scope: Scope, running: boolean): Span[] {
    this.#scope = scope
    this.#running = running
    this.definitions.see(scope.known)
    Object.assign(this.#lexer.state, { inLink: false, inRawBlock: false, linkEmitted: false })
    if (this.definitions.count > 0) this.#lexer.tokens.links = this.definitions.links
    return this.#spans(this.#lexer.inlineTokens(text), 0, false)
  }

  /** A formula, or its source where no more of them are drawn. */
  formula(source: string, display: boolean, allowance: Allowance): SafeHtml {
    if (allowance.formulas <= 0) return undrawn(source, 'late', this.tools.labels)
    return this.tools.math(source, display)
  }

  #spans(tokens: Token[], depth: number, inLink: boolean): Span[] {
    const spans: Span[] = []
    let tagged = false
    // marked's union includes its open-ended `Generic`, which keeps it from being told apart by `type`.
    for (const token of tokens as (MarkedToken | Formula | Reference)[]) {
      if (token.type !== 'html') this.#span(token, spans, depth, inLink)
      else if (/^<br\s*\/?>$/i.test(token.raw))
        spans.push({ kind: 'br', text: '', spans: [], html: elements.lineBreak() })
      else if (token.text && (!this.tools.cleans || (inLink && /^<\/?a\b/i.test(token.raw))))
        spans.push(text(token.raw))
      else if (token.text) {
        tagged = true
        spans.push({ kind: 'tag', text: token.raw, spans: [], html: trust('') })
      }
    }
    return tagged ? this.#clean(spans) : merge(spans)
  }

  #span(
    token: Exclude<MarkedToken | Formula | Reference, Tokens.HTML | Tokens.Tag>,
    spans: Span[],
    depth: number,
    inLink: boolean,
  ): void {
    switch (token.type) {
      case 'text':
        spans.push(text(decodeHTMLStrict(token.raw)))
        break
      case 'escape':
        spans.push(text(token.text))
        break
      case 'codespan':
        spans.push({ kind: 'code', text: '', spans: [text(token.text)], html: elements.inlineCode(token.text) })
        break
      case 'br':
        spans.push({ kind: 'br', text: '', spans: [], html: elements.lineBreak() })
        break
      case 'em':
      case 'strong':
      case 'del':
        spans.push(depth < deepest ? wrap(token.type, this.#spans(token.tokens, depth + 1, inLink)) : text(token.raw))
        break
      case 'link':
      case 'image':
        this.#link(token, spans, depth, inLink)
        break
      case 'formula': {
        const html = this.formula(token.source, token.display, this.#scope.allowance)
        spans.push({ kind: 'math', text: '', spans: [], html })
        break
      }
      case 'reference': {
        const found = this.#scope.final ? this.notes.refer(token.label) : undefined
        if (this.#scope.final && !found) spans.push(text(token.raw))
        else {
          const html = elements.reference(this.id, token.label, found?.number, found?.first ?? false)
          spans.push({ kind: 'reference', text: '', spans: [], html })
        }
        break
      }
      default:
        spans.push(text(token.raw))
    }
  }

  /** Only what is `linkable` becomes a link. Anything else shows its text, and its address where that says more. */
  #link(token: Tokens.Link | Tokens.Image, spans: Span[], depth: number, inLink: boolean): void {
    const automatic = token.type === 'link' && token.raw[0] !== '['
    const href = linkable(token.href)
    const pending = this.#running && (token.href === unfinished || (automatic && href !== undefined))
    let inner: Span[]
    if (token.type === 'image') inner = [text(shownText(this.#spans(token.tokens, depth + 1, true)) || token.href)]
    else if (automatic) inner = [text(token.text)]
    else if (depth < deepest) inner = this.#spans(token.tokens, depth + 1, true)
    else inner = [text(token.text)]
    if (inLink) spans.push(...inner)
    else if (pending)
      spans.push({ kind: 'a', text: '', spans: inner, html: elements.link(undefined, undefined, join(inner)) })
    else if (href === undefined) {
      spans.push(...inner)
      const label = shownText(inner)
      const says = label === token.href || `mailto:${label}` === token.href
      if (!automatic && isTold(token.href) && !says) spans.push(text(` (${token.href})`))
    } else {
      const title = token.title ? decodeHTMLStrict(token.title) : undefined
      const html = elements.link(href, title, join(inner))
      spans.push({ kind: `a ${href} ${title ?? ''}`, text: '', spans: inner, html })
    }
  }

  /** Spans between HTML tags, cleaned as one piece from the first tag to the last; a running text is shown up to there. */
  #clean(all: Span[]): Span[] {
    if (this.#running)
      return merge(
        all.slice(
          0,
          all.findIndex((span) => span.kind === 'tag'),
        ),
      )
    const spans = withLoneTagsAsText(all)
    const first = spans.findIndex((span) => span.kind === 'tag')
    if (first < 0) return merge(spans)
    const last = spans.findLastIndex((span) => span.kind === 'tag')
    const dirty = spans
      .slice(first, last + 1)
      .map((span) => (span.kind === 'tag' ? span.text : htmlOf(span)))
      .join('')
    if (!isCleanable(dirty) || this.#scope.allowance.tags <= 0) {
      return merge(spans.map((span) => (span.kind === 'tag' ? text(span.text) : span)))
    }
    const clean = { kind: 'html', text: '', spans: [], html: this.tools.sanitizer(dirty) }
    this.#scope.allowance.tags -= dirty.split('<').length - 1
    return merge([...spans.slice(0, first), clean, ...spans.slice(last + 1)])
  }
}

function wrap(kind: 'em' | 'strong' | 'del', spans: Span[]): Span {
  const inner = join(spans)
  const html =
    kind === 'em' ? elements.emphasis(inner) : kind === 'strong' ? elements.strong(inner) : elements.strike(inner)
  return { kind, text: '', spans, html }
}

/** Whether an address that is no link is told as text: all but relative ones, and those that hold a program or a file. */
function isTold(href: string): boolean {
  return /^[a-z][a-z\d+.-]*:/i.test(href) && !/^(?:javascript|vbscript|data|blob):/i.test(href)
}

/** Tags without a partner are talked about: "an <a> tag", "<s> or <del>". */
function withLoneTagsAsText(spans: Span[]): Span[] {
  const open: { name: string; index: number }[] = []
  const paired = new Set<number>()
  for (const [index, { kind, text }] of spans.entries()) {
    const [, slash, name = ''] = (kind === 'tag' && /^<(\/?)([a-z\d]+)/i.exec(text)) || []
    if (name === '') continue
    if (slash === '') open.push({ name: name.toLowerCase(), index })
    else {
      const at = open.findLastIndex((tag) => tag.name === name.toLowerCase())
      if (at < 0) continue
      paired.add(index).add(open[at]?.index ?? index)
      open.length = at
    }
  }
  return spans.map((span, index) => (span.kind === 'tag' && !paired.has(index) ? text(span.text) : span))
}
