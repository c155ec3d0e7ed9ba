import { escapeText } from './elements.tsx'
import { type SafeHtml, trust } from './sanitize.tsx'

/**
 * A piece of inline content. Text has `kind` ''. For an element, `kind` is its start tag in short: two elements of one
 * kind differ only in their `spans`, so one can become the other by changing its content.
 */
export type Span = { kind: string; text: string; spans: Span[]; html: SafeHtml }

export function text(value: string): Span {
  return { kind: '', text: value, spans: [], html: trust('') }
}

/** The HTML of spans; that of text is made only here, since most of it is never asked for twice. */
export function join(spans: readonly Span[]): SafeHtml {
  let html = ''
  for (const span of spans) html += htmlOf(span)
  return trust(html)
}

export function htmlOf(span: Span): SafeHtml {
  return span.kind === '' ? escapeText(span.text) : span.html
}

/** The text of spans as people read it. */
export function shownText(spans: readonly Span[]): string {
  return spans.map((span) => span.text + shownText(span.spans)).join('')
}

/** Adds a span to others, text to text. */
export function push(spans: Span[], span: Span): void {
  const last = spans.at(-1)
  if (span.kind === '' && span.text === '') return
  if (span.kind === '' && last?.kind === '') spans[spans.length - 1] = text(last.text + span.text)
  else spans.push(span)
}

export function merge(spans: Span[]): Span[] {
  const merged: Span[] = []
  for (const span of spans) push(merged, span)
  return merged
}
