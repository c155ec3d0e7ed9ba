import type { SqlStorage } from 'cloudflare:workers'
import type { MessageId } from '../../ids.ts'
import { Answer } from '../../streaming/answer.ts'
import type { Job, Store } from '../../streaming/job.ts'
import type { PlainPart } from '../../streaming/part.ts'

/** What an answer has come to, as it is kept. */
type Progress = Pick<Answer, 'status' | 'error' | 'counts'> & { parts: PlainPart[] }

type Row = { message_id: number; job: string; progress: string; kept_at: number }

/** An answer whose writer is gone. `keptAt` in epoch milliseconds. */
export type Orphan = { answer: Answer; keptAt: number }

/** A store over HTTP costs a request for each save: that is how often it is given a running answer, in milliseconds. */
const STORE_EVERY_MS = 10_000

/**
 * The running answers of one chat in its object's own storage, where a save every second costs little: one row written.
 * A row is there from the start of an answer until the store behind has its end, so what an eviction leaves is found.
 */
export class KeptAnswers {
  /** Messages that are being written in this very object, and when the store was last given each. */
  readonly #live = new Map<number, number>()

  constructor(
    private readonly sql: SqlStorage,
    private readonly now: () => number,
  ) {}

  /** False when the message is being written already. */
  begin(job: Job): boolean {
    const { messageId } = job.ref
    if (this.#live.has(messageId)) return false
    this.#live.set(messageId, this.now())
    const { before = [], ...rest } = job
    const progress: Progress = { parts: before, status: 'streaming', error: undefined, counts: {} }
    this.sql.exec(`CREATE TABLE IF NOT EXISTS answers
      (message_id INTEGER PRIMARY KEY, job TEXT NOT NULL, progress TEXT NOT NULL, kept_at INTEGER NOT NULL)`)
    this.sql.exec(
      'INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)',
      ...[messageId, JSON.stringify(rest), JSON.stringify(progress), this.now()],
    )
    return true
  }

  /** A store that keeps every save here, and passes on the end at once, the others now and then. */
  inFrontOf(store: Store): Store {
    return {
      checkpoint: async (answer) => {
        try {
          this.#keep(answer)
        } finally {
          const { messageId } = answer.ref
          if (this.now() - (this.#live.get(messageId) ?? 0) >= STORE_EVERY_MS) {
            this.#live.set(messageId, this.now())
            await store.checkpoint(answer)
          }
        }
      },
      finish: async (answer) => {
        try {
          this.#keep(answer)
        } catch {
          // Too long for a row here: the store behind may well have room for it.
        }
        await store.finish(answer)
        this.forget(answer.ref.messageId)
      },
    }
  }

  /** Answers that nobody here writes: interrupted, or ended while the store could not be reached. */
  orphans(): Orphan[] {
    return this.#rows().flatMap((row) => (this.#live.has(row.message_id) ? [] : [orphan(row)]))
  }

  forget(messageId: MessageId): void {
    this.#live.delete(messageId)
    this.sql.exec('DELETE FROM answers WHERE message_id = ?', messageId)
  }

  get empty(): boolean {
    return this.#rows().length === 0
  }

  #keep({ ref, parts, status, error, counts }: Answer): void {
    const progress: Progress = { parts: parts.map(({ plain }) => plain), status, error, counts }
    this.sql.exec(
      'UPDATE answers SET progress = ?, kept_at = ? WHERE message_id = ?',
      ...[JSON.stringify(progress), this.now(), ref.messageId],
    )
  }

  /** An object in which nothing has ever been written has no table. */
  #rows(): Row[] {
    const [table] = this.sql.exec("SELECT name FROM sqlite_master WHERE name = 'answers'").toArray()
    return table ? this.sql.exec<Row>('SELECT * FROM answers ORDER BY message_id').toArray() : []
  }
}

function orphan({ job, progress, kept_at }: Row): Orphan {
  const started: Job = JSON.parse(job)
  const { parts, status, error, counts }: Progress = JSON.parse(progress)
  const answer = new Answer({ ...started, before: parts })
  answer.counts = counts
  answer.end(status === 'streaming' ? 'interrupted' : status, error)
  return { answer, keptAt: kept_at }
}
