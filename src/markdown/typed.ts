import { addressesIn, linkable } from './addresses.ts'
import * as elements from './elements.tsx'
import { type SafeHtml, trust } from './sanitize.tsx'

/** A stretch of what a person typed: a fenced block of code with its fences, or the lines between two of those. */
type Stretch = { kind: 'code' | 'lines'; text: string }

/** Takes a typed text apart at its fences. One that is left open reaches to the end, as in Markdown. */
export function stretchesOf(source: string): Stretch[] {
  const stretches: Stretch[] = []
  let lines: string[] = []
  let fence: Fence | undefined
  const close = (end?: number) => {
    // A fence with nothing in it would be an empty box: what was typed says more.
    const kind = fence && lines.slice(1, end).some((line) => line.trim() !== '') ? 'code' : 'lines'
    if (lines.length > 0) stretches.push({ kind, text: lines.join('\n') })
    lines = []
    fence = undefined
  }
  for (const line of source.split('\n')) {
    const found = fenceOf(line)
    if (!fence && found) close()
    lines.push(line)
    if (!fence) fence = found
    else if (found?.mark === fence.mark && found.length >= fence.length && found.info === '') close(-1)
  }
  close()
  return stretches
}

type Fence = { mark: string; length: number; info: string }

/** The fence that a line is (CommonMark 4.5), if it is one. */
function fenceOf(line: string): Fence | undefined {
  const [run = '', mark] = /^ {0,3}(?:(`)`{2,}|(~)~{2,})/.exec(line)?.filter((part) => part !== undefined) ?? []
  if (mark === undefined) return undefined
  const info = line.slice(run.length).trim()
  return mark === '`' && info.includes('`') ? undefined : { mark, length: run.trim().length, info }
}

/**
 * Lines between fences as they were typed, a paragraph for each run of them; the style sheet keeps their blanks. Only code
 * in backticks and addresses are shown as what they are: whoever types `#`, `*` or `<b>` wants to see it. Yields how much
 * was read (UTF-16 units) after each bit of work, so that others may be let in between.
 */
export function* linesHtml(text: string): Generator<number, SafeHtml> {
  let html = ''
  let lines: string[] = []
  let empty = 0
  for (const line of `${text}\n`.split('\n')) {
    if (line.trim() !== '') {
      empty = 0
      lines.push(line)
    } else {
      empty++
      if (lines.length > 0) html += elements.typed(yield* inlineHtml(lines.join('\n')))
      // One empty line parts two paragraphs, and more of them are there to be seen.
      else if (html !== '' && empty > 1) html += elements.typed(elements.lineBreak())
      lines = []
    }
    yield line.length + 1
  }
  return trust(html)
}

function* inlineHtml(text: string): Generator<number, SafeHtml> {
  let html = ''
  let from = 0
  for (const { start, end, inside } of codeIn(text)) {
    html += (yield* addressedHtml(text.slice(from, start))) + elements.inlineCode(inside)
    from = end
  }
  return trust(html + (yield* addressedHtml(text.slice(from))))
}

/** Code between backticks: a run of them, and the next one of the same length (CommonMark 6.1). Linear. */
function* codeIn(text: string): Generator<{ start: number; end: number; inside: string }> {
  const runs = Array.from(text.matchAll(/`+/g), ({ 0: run, index }) => ({ length: run.length, index }))
  // For each run, the next one of its length, found on one way back.
  const later = new Map<number, number>()
  const closings = new Map<number, number>()
  for (const { length, index } of runs.toReversed()) {
    const closing = later.get(length)
    if (closing !== undefined) closings.set(index, closing)
    later.set(length, index)
  }
  let past = 0
  for (const { length, index } of runs) {
    const closing = closings.get(index)
    if (index < past || closing === undefined) continue
    const inside = text.slice(index + length, closing)
    // Code that is not there to be seen is none.
    if (inside.trim() === '') continue
    past = closing + length
    // A blank on both sides only keeps backticks apart.
    yield { start: index, end: past, inside: /^ .* $/s.test(inside) ? inside.slice(1, -1) : inside }
  }
}

function* addressedHtml(text: string): Generator<number, SafeHtml> {
  let html = ''
  let from = 0
  for (const [start, end] of addressesIn(text)) {
    const address = text.slice(start, end)
    const href = linkable(address)
    if (href === undefined) continue
    html += brokenHtml(text.slice(from, start)) + elements.link(href, undefined, elements.escapeText(address))
    yield end - from
    from = end
  }
  yield text.length - from + 1
  return trust(html + brokenHtml(text.slice(from)))
}

function brokenHtml(text: string): string {
  return elements.escapeText(text).replaceAll('\n', elements.lineBreak())
}
