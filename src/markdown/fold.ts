import type { Opening, Plan } from './plan.ts'
import type { Context } from './starts.ts'

/** The end of a fold: `depth` containers stay open. */
export type EndOfFold = { kind: 'end'; depth: number }

const beginning = /^<details(\s[^<>]*)?>[ \t]*(?:<summary>(.*)<\/summary>[ \t]*)?$/i
const summary = /^<summary>.*<\/summary>[ \t]*$/i
const end = /^<\/details>[ \t]*$/i

/**
 * `<details>` and what belongs to it, on lines of their own: what is between is Markdown, as models mean it. (To CommonMark
 * each of these lines is HTML by itself, and the fold would be closed before its content begins.) Waiting for the line to
 * end is the HTML block's matter.
 */
export function fold(context: Context, room: boolean): Opening | Plan['leaf'] | EndOfFold | undefined {
  const { at, ended, open, depth, whole } = context
  if (!ended) return undefined
  const { text } = at
  const begins = beginning.exec(text)
  if (begins && room) {
    at.take(text.length)
    return { kind: 'details', open: /(?:^|\s)open\b/i.test(begins[1] ?? ''), summary: begins[2] }
  }
  const innermost = open.containers[depth - 1]
  const awaits = whole && innermost?.kind === 'details' && !innermost.summary && innermost.children.length === 0
  if (awaits && summary.test(text)) return { kind: 'summary' }
  const outer = open.containers.slice(0, depth).findLastIndex(({ kind }) => kind === 'details')
  return end.test(text) && outer >= 0 ? { kind: 'end', depth: outer } : undefined
}

/** What stands on a fold. */
export function summaryOf(line: string): string {
  return line.trim().slice('<summary>'.length, -'</summary>'.length)
}
