import * as v from 'valibot'
import type { AppContext } from '../../context.ts'
import type { FormState } from '../../views/field.tsx'
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
  const result = v.safeParse(schema, body, { abortPipeEarly: true })
  if (result.success) return { ok: true, output: result.output }
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(body)) if (typeof value === 'string') values[name] = value
  const problems: Record<string, string> = {}
  for (const issue of result.issues) problems[v.getDotPath(issue) ?? ''] ??= issue.message
  return { ok: false, state: { values, problems } }
}
