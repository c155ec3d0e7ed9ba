import { CodeMarks } from './code-marks.ts'
import type { Delta } from './provider.ts'

/** The tags that models write around their thoughts, as their templates have them. */
const pairs = [
  ...['think', 'thinking', 'thought', 'reasoning', 'reason'].map((name) => [`<${name}>`, `</${name}>`] as const),
  ['[THINK]', '[/THINK]'],
  ['<|begin_of_thought|>', '<|end_of_thought|>'],
  ['◁think▷', '◁/think▷'],
] as const

type Pair = (typeof pairs)[number]

const tags = pairs.flat()

/** What a tag may begin with, and the marks of code, in which a tag is only talked about. */
const mark = /[<[◁`~\n]/g

/**
 * Turns thoughts that a model writes into its text, between tags, into thinking deltas. Tags open a thought at the very
 * start of an answer, and later where one has been before and a sentence is over: in the middle of one, or in code, somebody
 * talks about them. A closing tag that nobody has opened, as from a template that has written the opening one itself, makes
 * all text before it a thought (`rethink`). Text is held back only while it may still become a tag, so it may come in
 * pieces of any size.
 */
export function createThinkTags() {
  /** Where it stands: `blank` is before any text, and behind a tag, where blanks are of no account. */
  let state: { in: 'text' } | { in: 'blank' } | { in: 'thought'; pair: Pair; begun: boolean } = { in: 'blank' }
  let held = ''
  /** What came where blanks are of no account. */
  let blanks = ''
  let thought = false
  /** An opening tag was talked about, so that a closing one is, too. */
  let mentioned = false
  const code = new CodeMarks()

  function* push(text: string, last = false): Generator<Delta> {
    held += text
    for (let more = held !== ''; more; ) {
      if (state.in === 'thought') more = yield* findClose(state, last)
      else if (state.in === 'blank') more = skipBlank(last)
      else more = yield* findTag(last)
    }
  }

  /** What is still held when the answer ends. */
  function* end(): Generator<Delta> {
    yield* push('', true)
    yield* release(state.in === 'thought' ? 'thinking' : 'text', held.length)
  }

  function skipBlank(last: boolean): boolean {
    const written = held.trimStart()
    blanks += held.slice(0, held.length - written.length)
    held = written
    if (!last && (written === '' || mayGrow(written))) return false
    const pair = pairs.find(([open]) => written.startsWith(open))
    // What is no tag keeps its blanks at the start of an answer, and behind a thought it needs none.
    if (pair) held = written.slice(pair[0].length)
    else if (!thought) held = blanks + written
    blanks = ''
    state = pair ? { in: 'thought', pair, begun: false } : { in: 'text' }
    return held !== ''
  }

  function* findClose(at: { pair: Pair; begun: boolean }, last: boolean): Generator<Delta, boolean> {
    if (!at.begun) held = held.trimStart()
    const [, close] = at.pair
    const found = held.indexOf(close)
    const length = found >= 0 ? found : last ? held.length : held.length - beginningAtEnd(close, held)
    if (length > 0) at.begun = true
    yield* release('thinking', length)
    if (found < 0) return false
    held = held.slice(close.length)
    thought = true
    code.reset()
    state = { in: 'blank' }
    return held !== ''
  }

  /** Goes from mark to mark, and lets go of what is certain. */
  function* findTag(last: boolean): Generator<Delta, boolean> {
    mark.lastIndex = 0
    let read = 0
    for (let found = mark.exec(held); found; found = mark.exec(held)) {
      const { index } = found
      code.read(held.slice(read, index))
      read = index
      const rest = held.slice(index)
      if (!last && (mayGrow(rest) || code.mayGrow(rest))) {
        yield* release('text', index)
        return false
      }
      const pair = pairs.find((tags) => tags.some((tag) => rest.startsWith(tag)))
      if (!pair) {
        const length = code.read(rest, 1)
        read = index + length
        mark.lastIndex = read
        continue
      }
      const opens = rest.startsWith(pair[0])
      const tag = opens ? pair[0] : pair[1]
      if (!last && !opens && /^[^\S\n]{0,80}$/.test(rest.slice(tag.length))) {
        // Whether a line ends here says whether the tag is meant.
        yield* release('text', index)
        return false
      }
      if (opens && thought && code.isBetweenSentences) {
        yield* release('text', index)
        held = held.slice(tag.length)
        state = { in: 'thought', pair, begun: false }
        return held !== ''
      }
      if (!opens && !thought && !mentioned && closes(rest.slice(tag.length))) {
        yield* release('text', index)
        yield { type: 'rethink' }
        held = held.slice(tag.length)
        thought = true
        code.reset()
        state = { in: 'blank' }
        return held !== ''
      }
      if (opens && !code.inside) mentioned = true
      code.read(tag)
      read = index + tag.length
      mark.lastIndex = read
    }
    code.read(held.slice(read))
    yield* release('text', held.length)
    return false
  }

  function closes(behind: string): boolean {
    return code.isBetweenSentences || (!code.inside && /^[^\S\n]*(\n|$)/.test(behind))
  }

  function* release(type: 'text' | 'thinking', length: number): Generator<Delta> {
    if (length > 0) yield { type, text: held.slice(0, length) }
    held = held.slice(length)
  }

  return { push, end }
}

/** Whether a text may be the beginning of a tag. */
function mayGrow(text: string): boolean {
  return tags.some((tag) => text.length < tag.length && tag.startsWith(text))
}

/** How many units at the end of `text` may be the beginning of `tag`. */
function beginningAtEnd(tag: string, text: string): number {
  let length = Math.min(tag.length - 1, text.length)
  while (!text.endsWith(tag.slice(0, length))) length--
  return length
}
