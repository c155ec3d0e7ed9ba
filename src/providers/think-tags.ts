import type { Delta } from './provider.ts'

const open = '<think>'
const close = '</think>'

/**
 * Turns `<think>…</think>` at the very start of an answer into thinking deltas, for models that write their thoughts
 * into the text. Only there: later in an answer the tags are text that somebody talks about. Text is held back only
 * while it may still become a tag, so it may come in pieces of any size.
 */
export function createThinkTags() {
  let state: 'start' | 'opened' | 'thinking' | 'closed' | 'text' = 'start'
  let held = ''

  function* push(text: string): Generator<Delta> {
    held += text
    if (state === 'start') findOpen()
    if (state === 'opened') skipSpace('thinking')
    if (state === 'thinking') yield* findClose()
    if (state === 'closed') skipSpace('text')
    if (state === 'text') yield* release('text', held.length)
  }

  /** What is still held when the answer ends. */
  function* end(): Generator<Delta> {
    yield* release(state === 'thinking' ? 'thinking' : 'text', held.length)
  }

  function findOpen(): void {
    const written = held.trimStart()
    if (written.length < open.length && open.startsWith(written)) return
    state = written.startsWith(open) ? 'opened' : 'text'
    if (state === 'opened') held = written.slice(open.length)
  }

  function* findClose(): Generator<Delta> {
    const at = held.indexOf(close)
    yield* release('thinking', at < 0 ? held.length - beginningAtEnd(close, held) : at)
    if (at < 0) return
    held = held.slice(close.length)
    state = 'closed'
  }

  function skipSpace(next: 'thinking' | 'text'): void {
    held = held.trimStart()
    if (held) state = next
  }

  function* release(type: 'text' | 'thinking', length: number): Generator<Delta> {
    if (length) yield { type, text: held.slice(0, length) }
    held = held.slice(length)
  }

  return { push, end }
}

/** How many units at the end of `text` may be the beginning of `tag`. */
function beginningAtEnd(tag: string, text: string): number {
  let length = Math.min(tag.length - 1, text.length)
  while (!text.endsWith(tag.slice(0, length))) length--
  return length
}
