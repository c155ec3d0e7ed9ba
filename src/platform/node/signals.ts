import { report } from './report.ts'

/** A service manager kills what takes longer (Docker after 10 s); people wait less. */
const LONGEST_STOP_MS = 4000

/**
 * Stops the program in an orderly manner at SIGINT (Ctrl+C) or SIGTERM, and without more ado when that takes too long. A
 * second signal of the same kind ends it at once.
 */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  const begin = () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(0), LONGEST_STOP_MS).unref()
    stop().catch((error) => report('stopping failed', error))
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, begin)
}
