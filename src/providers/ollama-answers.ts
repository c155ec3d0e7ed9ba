import * as v from 'valibot'
import { oneLine } from '../characters.ts'
import { isModelId } from '../ids.ts'

// What Ollama answers, as far as it is read (https://docs.ollama.com/api). Names and numbers come from models and their
// makers as well, so they are held to what pages and database can take.

/** The reason that somebody gives for a refusal, in UTF-16 units: more than is read. */
const LONGEST_REASON = 300

const count = v.fallback(v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), undefined)
const word = v.fallback(v.optional(v.pipe(v.string(), v.transform(shortLine))), undefined)

/** `/api/version` */
export const versionAnswer = v.object({ version: v.pipe(v.string(), v.transform(shortLine), v.minLength(1)) })

/** `/api/tags`, without the models that no form could name. */
export const installedModels = v.pipe(
  v.object({
    models: v.array(v.object({ name: v.string(), digest: v.optional(v.string()), size: count, remote_host: word })),
  }),
  v.transform(({ models }) => models.filter(({ name }) => isModelId(idOf(name)))),
)

export type InstalledModel = v.InferOutput<typeof installedModels>[number]

/** `/api/ps` */
export const runningModels = v.pipe(
  v.object({ models: v.array(v.object({ name: v.string(), context_length: count })) }),
  v.transform(({ models }) => models),
)

/** `/api/show`; older servers do not tell. */
export const shownModel = v.object({ capabilities: v.optional(v.array(v.string())) })

const text = v.nullish(v.string())

/** One line of `/api/chat`. */
export const chatPart = v.object({
  message: v.optional(v.object({ content: text, thinking: text })),
  done: v.optional(v.boolean()),
})

/** Its last line. Durations in nanoseconds (https://docs.ollama.com/api/usage). */
export const chatEnding = v.object({
  ...{ prompt_eval_count: count, eval_count: count, done_reason: word },
  ...{ load_duration: count, eval_duration: count, total_duration: count },
})

/** The id of a model that Ollama calls so. */
export function idOf(name: string): `ollama/${string}` {
  return `ollama/${name}`
}

/** The `error` of an answer, as one line (https://docs.ollama.com/api/errors); undefined when there is none. */
export function errorIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('error' in value)) return undefined
  return oneLine(typeof value.error === 'string' ? value.error : JSON.stringify(value.error), LONGEST_REASON)
}

function shortLine(text: string): string {
  return oneLine(text, 40)
}
