import Database from 'libsql'
import { expect, it } from 'vitest'
import { KeptAnswers } from '../../../src/platform/workers/kept-answers.ts'
import { Answer } from '../../../src/streaming/answer.ts'
import { job } from '../../streaming/parts.ts'

/** An object's storage, which takes no value over 2 MB. */
function storage() {
  const db = new Database(':memory:')
  return {
    exec<Row>(query: string, ...values: (string | number | null)[]) {
      if (values.some((value) => String(value).length > 2_000_000)) throw new Error('SQLITE_TOOBIG')
      const statement = db.prepare(query)
      if (statement.reader) return { toArray: () => statement.all(...values) as Row[] } // as the query says
      statement.run(...values)
      return { toArray: (): Row[] => [] }
    },
  }
}

it('gives the store behind it an answer that is too long to be kept: now and then, and its end', async () => {
  let now = 0
  const stored: string[] = []
  const kept = new KeptAnswers(storage(), () => now)
  const save = async ({ status, offset }: Answer) => void stored.push(`${status} ${offset}`)
  const store = kept.inFrontOf({ checkpoint: save, finish: save })
  const answer = new Answer(job())
  kept.begin(job())
  answer.add('text', 'x'.repeat(1000))
  await store.checkpoint(answer)
  answer.add('text', 'x'.repeat(3_000_000))
  now = 10_000
  await expect(store.checkpoint(answer)).rejects.toThrow('TOOBIG')
  expect(stored).toEqual(['streaming 3001000'])
  answer.end('complete')
  await store.finish(answer)
  expect(stored.at(-1)).toBe('complete 3001000')
  expect(kept.empty).toBe(true)
})

it('finds what is left of an answer when its object was evicted, and only then', () => {
  const sql = storage()
  const kept = new KeptAnswers(sql, () => 5)
  expect(kept.begin(job(7))).toBe(true)
  expect(kept.begin(job(7))).toBe(false)
  expect(kept.orphans()).toEqual([])
  const [orphan] = new KeptAnswers(sql, () => 9).orphans()
  expect(orphan).toMatchObject({ keptAt: 5, answer: { ref: job(7).ref, status: 'interrupted' } })
})
