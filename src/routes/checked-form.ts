import * as v from 'valibot'
import type { AppContext } from '../context.ts'
import { linesOf } from '../settings/kind.ts'
import type { FormState } from '../views/field.tsx'
import type { Words } from '../views/words.ts'
import { formBody } from './form.ts'

export type Checked<T> = { ok: true; output: T } | { ok: false; state: FormState }

/**
 * Reads a posted form whose fields are shown again when they are refused: the values as they were sent, and a sentence
 * for each one that is wrong. Throws `ProblemError` only for what is no form at all.
 */
export async function checkForm<S extends v.GenericSchema<unknown, unknown>>(
  c: AppContext,
  schema: S,
): Promise<Checked<v.InferOutput<S>>> {
  const body = await formBody(c)
  const result = v.safeParse(schema, body)
  if (result.success) return { ok: true, output: result.output }
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(body)) if (typeof value === 'string') values[name] = value
  const problems: Record<string, string> = {}
  for (const issue of result.issues) problems[v.getDotPath(issue) ?? ''] ??= issue.message
  return { ok: false, state: { values, problems } }
}

/** A text that may have several lines. Browsers send their breaks as CRLF. */
export function lines(words: Words, longest: number) {
  return v.pipe(
    v.string(words.problem.badForm),
    v.transform((text) => text.replace(/\r\n?/g, '\n').trim()),
    v.maxLength(longest, words.settings.problems.tooLong(longest)),
  )
}

/** A text with one thing a line, without the empty ones. */
export function list(words: Words, { most, longest, problem }: { most: number; longest: number; problem: string }) {
  return v.pipe(
    v.string(words.problem.badForm),
    v.transform(linesOf),
    v.maxLength(most, problem),
    v.everyItem((line) => line.length <= longest, problem),
  )
}

/** A name of one line. */
export function name(words: Words, missing: string) {
  const longest = 60
  return v.pipe(
    v.string(words.problem.badForm),
    v.transform((text) => text.replace(/\s+/g, ' ').trim()),
    v.minLength(1, missing),
    v.maxLength(longest, words.settings.problems.tooLong(longest)),
  )
}
