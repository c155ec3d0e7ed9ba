import { describe, expect, it } from 'vitest'
import { createThinkTags } from '../../src/providers/think-tags.ts'

/** What comes out, as an answer would take it: `rethink` makes all text so far a thought. */
function split(pieces: string[]) {
  const tags = createThinkTags()
  let thinking = ''
  let text = ''
  for (const delta of [...pieces.flatMap((piece) => [...tags.push(piece)]), ...tags.end()]) {
    if (delta.type === 'text') text += delta.text
    else if (delta.type === 'thinking') thinking += delta.text
    else if (delta.type === 'rethink') {
      thinking += text
      text = ''
    }
  }
  return { thinking, text }
}

const fence = '```'

const cases: [what: string, written: string, thinking: string, text: string][] = [
  ['thoughts and an answer', '<think>\nHmm, <b>3</b> < 4.\n</think>\n\nFour.', 'Hmm, <b>3</b> < 4.\n', 'Four.'],
  ['white space before the tag', ' \n<think>a</think>b', 'a', 'b'],
  ['empty thoughts', '<think>\n\n</think>\n\nYes.', '', 'Yes.'],
  ['thoughts that never end', '<think>on and on </thin', 'on and on </thin', ''],
  ['an answer without thoughts', '  Plain < text', '', '  Plain < text'],
  ['an answer of brackets', '[a](b) [c] < d << e <<< [[x', '', '[a](b) [c] < d << e <<< [[x'],
  ['tags in the middle of an answer', 'Use <think>this</think>.', '', 'Use <think>this</think>.'],
  ['a second thought', '<think>a</think>b<think>c</think>d', 'ac', 'bd'],
  ['a second thought behind a sentence', '<think>a</think>First. <think>b</think>Second.', 'ab', 'First. Second.'],
  [
    'a second thought on a line of its own',
    '<think>a</think>First\n\n<think>\nb\n</think>\nSecond',
    'ab\n',
    'First\n\nSecond',
  ],
  [
    'talk of tags after a thought',
    '<think>a</think>The <think> tag, "<think>" and (<think>).',
    'a',
    'The <think> tag, "<think>" and (<think>).',
  ],
  [
    'code with tags after a thought',
    '<think>a</think>Use `<think>`.\n\n`` a`<think> ``',
    'a',
    'Use `<think>`.\n\n`` a`<think> ``',
  ],
  [
    'a fence with tags',
    `<think>a</think>So:\n${fence}xml\n<think>b</think>\n${fence}\nDone.`,
    'a',
    `So:\n${fence}xml\n<think>b</think>\n${fence}\nDone.`,
  ],
  [
    'a thought behind a fence',
    `<think>a</think>${fence}\nx\n${fence}\n<think>b</think>c`,
    'ab',
    `${fence}\nx\n${fence}\nc`,
  ],
  [
    'a thought that nobody has opened',
    'Let me see. The user asks.\n</think>\n\nIt is four.',
    'Let me see. The user asks.\n',
    'It is four.',
  ],
  ['the same without a line of its own', 'The user asks.</think>It is four.', 'The user asks.', 'It is four.'],
  ['the same in mid-sentence, at the end of a line', 'So I say </think>\nFour.', 'So I say ', 'Four.'],
  ['the same that says nothing more', 'Hm.\n</think>', 'Hm.\n', ''],
  ['the same with thoughts later', 'Hm.\n</think>\nFour. <think>Or five?</think>No.', 'Hm.\nOr five?', 'Four. No.'],
  [
    'talk of a closing tag',
    'Use the </think> tag, `</think>` or "</think>" there.',
    '',
    'Use the </think> tag, `</think>` or "</think>" there.',
  ],
  ['talk of both tags', 'Between <think> and\n</think>\nit thinks.', '', 'Between <think> and\n</think>\nit thinks.'],
  ['a closing tag in a fence', `${fence}\n</think>\n${fence}\n`, '', `${fence}\n</think>\n${fence}\n`],
  ['another tag', '<thinker>a</thinker>', '', '<thinker>a</thinker>'],
  ['the beginning of a tag only', '<thi', '', '<thi'],
  ['backticks at the end', 'a ``', '', 'a ``'],
  ['nothing', '', '', ''],
  ...[
    ['<thinking>', '</thinking>'],
    ['<thought>', '</thought>'],
    ['<reasoning>', '</reasoning>'],
    ['<reason>', '</reason>'],
    ['[THINK]', '[/THINK]'],
    ['<|begin_of_thought|>', '<|end_of_thought|>'],
    ['◁think▷', '◁/think▷'],
  ].map(([open, close]): [string, string, string, string] => [
    `thoughts in ${open}`,
    `${open}hm${close}\nFour.`,
    'hm',
    'Four.',
  ]),
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
