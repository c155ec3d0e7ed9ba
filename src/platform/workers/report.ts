import { logLine } from '../../log.ts'

/** Writes to the Worker's log what went wrong, in one line, and never any text of a message. It knows the time itself. */
export function report(what: string, error: unknown): void {
  console.error(logLine(what, error))
}
