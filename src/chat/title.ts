import type { PromptMessage } from '../providers/provider.ts'

const LONGEST = 60

/** A chat's title until its model has made one: the first words of the first message. */
export function firstWords(content: string): string {
  return shortened(content.replace(/[#*_`>[\]]/g, '')) || shortened(content)
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
  const line = answer.trim().split('\n')[0] ?? ''
  const title = line
    .replace(/^\s*(?:#+\s*)?(?:title\s*:\s*)?/i, '')
    .replace(/^["'“”«»*_`]+|["'“”«»*_`.]+$/g, '')
    .trim()
  return title === '' ? undefined : shortened(title)
}

function shortened(text: string): string {
  const words = text.trim().replace(/\s+/g, ' ')
  if (words.length <= LONGEST) return words
  const cut = words.slice(0, LONGEST)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 20)).trimEnd()}…`
}
