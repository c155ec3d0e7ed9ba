import { expect, it } from 'vitest'
import { Answer } from '../../src/streaming/answer.ts'
import { job } from './parts.ts'

it('counts thinking before the text, and not what comes after the text has begun', () => {
  const answer = new Answer(job())
  answer.addThinking('Hm. ')
  answer.addText('Yes')
  answer.addThinking('Really?')
  answer.addText('!')
  expect(answer).toMatchObject({ thinking: 'Hm. Really?', content: 'Yes!', thinkingShown: 4, offset: 8 })
  expect(answer.split(2)).toEqual({ thinking: 2, content: 0 })
  expect(answer.split(6)).toEqual({ thinking: 4, content: 2 })
})

it('begins a new paragraph when a model that died in its thoughts thinks anew', () => {
  const answer = new Answer(job(1, { before: { thinking: 'Let me s', content: '' } }))
  answer.addThinking('Let me see')
  answer.addThinking('.')
  expect(answer.thinking).toBe('Let me s\n\nLet me see.')
})

it('goes on with the text, and with no thought after it counted, when it died in its text', () => {
  const answer = new Answer(job(1, { before: { thinking: 'Hm.', content: 'Half', thinkingMs: 700 } }))
  answer.addThinking(' Again.')
  answer.addText(' done')
  expect(answer).toMatchObject({ thinking: 'Hm. Again.', content: 'Half done', thinkingShown: 3, thinkingMs: 700 })
})

it('has no NUL, at which the database would cut it off', () => {
  const answer = new Answer(job())
  answer.addThinking('Hm\0m')
  answer.addText('Before\0after')
  expect(answer).toMatchObject({ thinking: 'Hm\ufffdm', content: 'Before\ufffdafter', offset: 16 })
})
