import { pause } from '../../streaming/pause.ts'
import { report } from './report.ts'

const MINUTE_MS = 60_000

/**
 * Does a job of which nobody waits for the end: now, and again a minute after each time. One that fails is reported, as
 * `what`, and gets its next turn. Returns the function that aborts it, and resolves when it has ended.
 */
export function everyMinute(what: string, job: (signal: AbortSignal) => Promise<void>): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await job(signal).catch((error) => report(what, error))
      await pause(MINUTE_MS, signal)
    }
  }

  const running = run()
  return () => {
    stopping.abort()
    return running
  }
}
