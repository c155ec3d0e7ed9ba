import * as v from 'valibot'
import { fits, oneLine } from '../../characters.ts'
import { linesOf } from '../../settings/kind.ts'
import type { Words } from '../../strings/en/words.ts'

// The kinds of text that forms have. Lengths are in characters, as people are told, and are looked at before any pattern is.

/** A text of at most so many characters. */
export function atMost(longest: number, message: string) {
  return v.check((text: string) => fits(text, longest), message)
}

/** A text that may have several lines. */
export function lines(words: Words, longest: number) {
  return v.pipe(v.string(words.problem.badForm), v.trim(), atMost(longest, words.settings.problems.tooLong(longest)))
}

/** A text with one thing a line, without the empty ones. */
export function list(words: Words, { most, longest, problem }: { most: number; longest: number; problem: string }) {
  return v.pipe(
    v.string(words.problem.badForm),
    v.transform(linesOf),
    v.maxLength(most, problem),
    v.everyItem((line) => fits(line, longest), problem),
  )
}

/** A name or a title: one line, of which something is to be seen. */
export function line(
  words: Words,
  { longest, missing, tooLong }: { longest: number; missing: string; tooLong: string },
) {
  return v.pipe(
    v.string(words.problem.badForm),
    v.trim(),
    atMost(longest, tooLong),
    v.transform((text) => oneLine(text, 2 * longest)),
    v.minLength(1, missing),
  )
}

/** The name of something that a person keeps. */
export function name(words: Words, missing: string) {
  const longest = 60
  return line(words, { longest, missing, tooLong: words.settings.problems.tooLong(longest) })
}
