import { oneLine, wholeCharacters } from '../characters.ts'
import type { PromptMessage } from '../providers/provider.ts'

/** In UTF-16 units, without the … of one that is longer. */
const LONGEST = 60

/** A chat's title until its model has made one: the first words of the first message, or … where there are none. */
export function firstWords(content: string): string {
  const beginning = wholeCharacters(content.trimStart(), 20 * LONGEST)
  return shortened(beginning.replace(/[#*_`>[\]]/g, '')) || shortened(beginning) || '…'
}

/**
 * Asks for a title in the same conversation, so that the model needs not be loaded anew and has most of the prompt in its
 * cache.
 */
export function titlePrompt(messages: PromptMessage[], answer: string): PromptMessage[] {
  const ask =
    'Write a title for this conversation: at most six words, in the language of my first message, no quotes, no full stop. Answer with the title alone.'
  return [...messages, { role: 'assistant', content: answer }, { role: 'user', content: ask }]
}

/**
 * A model's answer as a title: the value of `title` where it answers in JSON, else its first line that is more than an
 * announcement ("Here is a title:"), without the marks and words that models put around titles. Undefined when useless.
 */
export function cleanTitle(answer: string): string | undefined {
  const beginning = wholeCharacters(answer.trimStart(), 100 * LONGEST)
  const json = /"title"\s*:\s*"((?:[^"\\]|\\.){1,600})"/.exec(beginning)?.[1]
  if (json !== undefined && /^(?:```\w*\s*)?\{/.test(beginning)) return bareTitle(json.replace(/\\(.)/g, '$1'))
  const lines = beginning
    .split(/[\r\n\u2028\u2029]/)
    .filter((line) => line.trim() !== '' && !/^\s*(?:```|~~~)/.test(line))
  return bareTitle(lines.find((line) => !/[:：]\W*$/.test(line.slice(-10))) ?? lines[0] ?? '')
}

function bareTitle(line: string): string | undefined {
  const title = withoutMarks(oneLine(line, 20 * LONGEST)).replace(/^(?:[a-z]+ )?title ?[:：] ?/i, '')
  return shortened(withoutMarks(title)) || undefined
}

function withoutMarks(text: string): string {
  return text
    .replace(/^(?:#+ ?|["'“”«»*_`])+/, '')
    .replace(/(?<!["'“”«»*_`.])["'“”«»*_`.]+$/, '')
    .trim()
}

function shortened(text: string): string {
  const words = oneLine(text, 10 * LONGEST)
  if (words.length <= LONGEST) return words
  const cut = wholeCharacters(words, LONGEST)
  return `${wholeCharacters(cut, Math.max(cut.lastIndexOf(' '), 20)).trimEnd()}…`
}
