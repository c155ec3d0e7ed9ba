import { logLine } from '../../log.ts'

/** Writes to the log what went wrong, in one line, and never any text of a message. */
export function report(what: string, error: unknown): void {
  console.error(new Date().toISOString(), logLine(what, error))
}
