import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Words } from './strings/en/words.ts'

/** Bad input or a thing that is not there: a status, and a sentence in the language of whoever asked. Nothing was changed. */
export class ProblemError extends Error {
  override name = 'ProblemError'

  constructor(
    readonly status: ContentfulStatusCode,
    readonly sentence: (words: Words) => string,
  ) {
    super(`answered with ${status}`)
  }
}

/** Nothing is at the address, or nothing that the one who asks may know of. */
export function notFound(): ProblemError {
  return new ProblemError(404, ({ problem }) => problem.notFound)
}
