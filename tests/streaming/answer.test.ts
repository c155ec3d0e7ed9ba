import { expect, it } from 'vitest'
import { Answer } from '../../src/streaming/answer.ts'
import { job } from './parts.ts'

const plain = (answer: Answer) => answer.parts.map(({ plain }) => plain)

it('is a list of parts in the order in which they came, and offsets count over all of them', () => {
  const answer = new Answer(job())
  answer.add('thought', 'Hm. ')
  answer.add('text', 'Y')
  answer.add('text', 'es')
  answer.add('thought', 'Really?')
  answer.add('call', 'a()')
  answer.add('call', 'b()')
  answer.add('result', '1')
  answer.add('text', '!')
  expect(plain(answer)).toEqual([
    { kind: 'thought', text: 'Hm. ' },
    { kind: 'text', text: 'Yes' },
    { kind: 'thought', text: 'Really?' },
    { kind: 'call', text: 'a()' },
    { kind: 'call', text: 'b()' },
    { kind: 'result', text: '1' },
    { kind: 'text', text: '!' },
  ])
  expect(answer).toMatchObject({ thinking: 'Hm. \n\nReally?', content: 'Yes\n\n!', offset: 22 })
  expect(answer.between(2, 8)).toEqual([
    { index: 0, kind: 'thought', from: 2, to: 4 },
    { index: 1, kind: 'text', from: 0, to: 3 },
    { index: 2, kind: 'thought', from: 0, to: 1 },
  ])
  expect(answer.between(7, 7)).toEqual([])
  expect(answer.between(4, 7)).toEqual([{ index: 1, kind: 'text', from: 0, to: 3 }])
})

it('tells the times of its thoughts apart', () => {
  const answer = new Answer(job())
  answer.add('thought', 'Hm.')
  answer.thoughtFor(100)
  answer.add('text', 'Yes.')
  answer.add('thought', 'Hm?')
  answer.thoughtFor(30)
  answer.thoughtFor(3)
  expect(answer.parts.map(({ ms }) => ms)).toEqual([100, undefined, 33])
})

it('thinks anew, in a thought of its own, when it died in its thoughts', () => {
  const answer = new Answer(job(1, { before: [{ kind: 'thought', text: 'Let me s', ms: 5 }] }))
  answer.add('thought', 'Let me see')
  answer.add('thought', '.')
  expect(plain(answer)).toEqual([
    { kind: 'thought', text: 'Let me s', ms: 5 },
    { kind: 'thought', text: 'Let me see.' },
  ])
})

it('goes on with its text when it died in that', () => {
  const before = [{ kind: 'thought', text: 'Hm.', ms: 700 } as const, { kind: 'text', text: 'Half' } as const]
  const answer = new Answer(job(1, { before }))
  answer.add('text', ' done')
  expect(plain(answer)).toEqual([before[0], { kind: 'text', text: 'Half done' }])
})

it('takes all text that came for a thought, in another edition, when it turns out to have been one', () => {
  const answer = new Answer(job(1, { attempt: 3 }))
  answer.add('text', 'Let me see.')
  expect(answer.edition).toBe('3')
  answer.rethink()
  answer.add('text', 'Four.')
  expect(answer).toMatchObject({ edition: '3r', offset: 16, phase: 'answering' })
  expect(plain(answer)).toEqual([
    { kind: 'thought', text: 'Let me see.' },
    { kind: 'text', text: 'Four.' },
  ])
})

it('has no NUL, at which the database would cut it off', () => {
  const answer = new Answer(job())
  answer.add('thought', 'Hm\0m')
  answer.add('text', 'Before\0after')
  expect(answer).toMatchObject({ thinking: 'Hm\ufffdm', content: 'Before\ufffdafter', offset: 16 })
})
