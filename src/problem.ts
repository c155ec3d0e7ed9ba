import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** Bad input or a thing that is not there: a status and a sentence for people. Nothing has been changed. */
export class ProblemError extends Error {
  override name = 'ProblemError'
  readonly status: ContentfulStatusCode

  constructor(status: ContentfulStatusCode, sentence: string) {
    super(sentence)
    this.status = status
  }
}
