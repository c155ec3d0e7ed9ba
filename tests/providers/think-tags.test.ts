import { describe, expect, it } from 'vitest'
import { createThinkTags } from '../../src/providers/think-tags.ts'
import { joined } from '../contracts/provider.ts'

function split(pieces: string[]) {
  const tags = createThinkTags()
  const deltas = [...pieces.flatMap((piece) => [...tags.push(piece)]), ...tags.end()]
  return { thinking: joined(deltas, 'thinking'), text: joined(deltas, 'text') }
}

const cases: [what: string, written: string, thinking: string, text: string][] = [
  ['thoughts and an answer', '<think>\nHmm, <b>3</b> < 4.\n</think>\n\nFour.', 'Hmm, <b>3</b> < 4.\n', 'Four.'],
  ['white space before the tag', ' \n<think>a</think>b', 'a', 'b'],
  ['empty thoughts', '<think>\n\n</think>\n\nYes.', '', 'Yes.'],
  ['thoughts that never end', '<think>on and on </thin', 'on and on </thin', ''],
  ['an answer without thoughts', '  Plain < text', '', '  Plain < text'],
  ['tags in the middle of an answer', 'Use <think>this</think>.', '', 'Use <think>this</think>.'],
  ['a second pair', '<think>a</think>b<think>c</think>', 'a', 'b<think>c</think>'],
  ['another tag', '<thinker>a</thinker>', '', '<thinker>a</thinker>'],
  ['the beginning of a tag only', '<thi', '', '<thi'],
  ['nothing', '', '', ''],
]

describe('think tags', () => {
  it.each(cases)('%s, whole', (_, written, thinking, text) => {
    expect(split([written])).toEqual({ thinking, text })
  })

  it.each(cases)('%s, one character at a time', (_, written, thinking, text) => {
    expect(split([...written])).toEqual({ thinking, text })
  })

  it('holds nothing back that cannot become a tag', () => {
    const tags = createThinkTags()
    expect([...tags.push('A')]).toEqual([{ type: 'text', text: 'A' }])
    const thinking = createThinkTags()
    expect([...thinking.push('<think>so far</t')]).toEqual([{ type: 'thinking', text: 'so far' }])
  })
})
