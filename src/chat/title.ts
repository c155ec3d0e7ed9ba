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

/** A model's answer as a title: its first line, without the marks that models put around titles. Undefined when useless. */
export function cleanTitle(answer: string): string | undefined {
  const line = answer.trim().split(/[\r\n\u2028\u2029]/, 1)[0] ?? ''
  const title = oneLine(line, 20 * LONGEST)
    .replace(/^(?:#+ ?)?(?:title ?: ?)?/i, '')
    .replace(/^["'“”«»*_`]+/, '')
    .replace(/(?<!["'“”«»*_`.])["'“”«»*_`.]+$/, '')
  return shortened(title) || undefined
}

function shortened(text: string): string {
  const words = oneLine(text, 10 * LONGEST)
  if (words.length <= LONGEST) return words
  const cut = wholeCharacters(words, LONGEST)
  return `${wholeCharacters(cut, Math.max(cut.lastIndexOf(' '), 20)).trimEnd()}…`
}
