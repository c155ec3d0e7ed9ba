import { withoutValues } from '../../db/error.ts'

/** Writes to the log what went wrong, and never any text of a message. */
export function report(what: string, error: unknown): void {
  console.error(new Date().toISOString(), what, withoutValues(error))
}
