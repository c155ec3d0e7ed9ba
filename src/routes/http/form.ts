import * as v from 'valibot'
import type { AppContext } from '../../context.ts'
import { isModelId } from '../../ids.ts'
import { ProblemError } from '../../problem.ts'
import type { Words } from '../../strings/en/words.ts'
import { atMost, line } from './text-fields.ts'

/** In characters. */
export const LONGEST_MESSAGE = 200_000

/** What is made of words alone, such as a form's schema: once for each language. */
export function inEachLanguage<T extends object>(make: (words: Words) => T): (words: Words) => T {
  const made = new WeakMap<Words, T>()
  return (words) => {
    const known = made.get(words) ?? make(words)
    made.set(words, known)
    return known
  }
}

/** The fields that forms send. Every message is the sentence that the sender is shown. */
export const fields = inEachLanguage((words) => {
  const content = v.pipe(
    v.string(words.problem.badForm),
    v.trimEnd(),
    v.minLength(1, words.problem.empty),
    atMost(LONGEST_MESSAGE, words.problem.tooLong),
  )
  const model = v.pipe(v.string(words.problem.badForm), v.check(isModelId, words.problem.noModel))
  const title = line(words, { longest: 200, missing: words.problem.noTitle, tooLong: words.problem.longTitle })
  const flag = v.pipe(
    v.picklist(['true', 'false'], words.problem.badForm),
    v.transform((value) => value === 'true'),
  )
  const preset = v.string(words.problem.badForm)
  return {
    model,
    opening: v.object({ content, model: v.optional(model), preset: v.optional(preset) }, words.problem.badForm),
    message: v.object({ content, model: v.optional(model) }, words.problem.badForm),
    answer: v.object({ model: v.optional(model) }, words.problem.badForm),
    change: v.pipe(
      v.object(
        { title: v.optional(title), pinned: v.optional(flag), archived: v.optional(flag) },
        words.problem.badForm,
      ),
      v.check((change) => Object.keys(change).length > 0, words.problem.badForm),
    ),
  }
})

/** Reads a posted form; throws `ProblemError` with the first thing that is wrong with it. */
export async function readForm<S extends v.GenericSchema>(c: AppContext, schema: S): Promise<v.InferOutput<S>> {
  const result = v.safeParse(schema, await formBody(c), { abortPipeEarly: true })
  if (result.success) return result.output
  const [{ message }] = result.issues
  throw new ProblemError(422, () => message)
}

/** The fields of a posted form. Throws `ProblemError` for what is none, or is not the UTF-8 that it should be. */
export async function formBody(c: AppContext) {
  const sound = await isSound(c.req.raw.clone())
  const body = sound ? await c.req.parseBody().catch(() => undefined) : undefined
  if (body === undefined) throw new ProblemError(400, ({ problem }) => problem.badForm)
  for (const [name, value] of Object.entries(body)) if (typeof value === 'string') body[name] = asTyped(value)
  return body
}

/** Browsers send line breaks as CRLF; a NUL would be the end of the text in the database. */
function asTyped(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll('\0', '\ufffd')
}

/** The parser of forms takes broken escapes as they come, and would store what nobody wrote. */
async function isSound(request: Request): Promise<boolean> {
  if (!request.headers.get('Content-Type')?.startsWith('application/x-www-form-urlencoded')) return true
  try {
    decodeURIComponent(await request.text())
    return true
  } catch (error) {
    if (error instanceof URIError) return false
    throw error
  }
}
