import type { Words } from '../strings/en/words.ts'
import { firstBlocks, type Section } from './guide-sections.ts'
import type { PromptMessage } from './provider.ts'

/** Units of Markdown that the best section may take. */
const lengthOfAnswer = 1400

/**
 * The guide's answer to the last question of `messages`, in Markdown. `search` finds sections, best first. The same
 * question in the same chat gets the same answer, so that an answer that was stopped can go on.
 */
export async function guideAnswer(
  messages: PromptMessage[],
  search: (query: string) => Promise<Section[]>,
  words: Words['guide'],
): Promise<string> {
  const question = messages.findLast((message) => message.role === 'user')?.content ?? ''
  const first = messages.filter((message) => message.role === 'user').length < 2
  const keywords = keywordsOf(question)
  const found = keywords.length ? await search(keywords.join(' ')) : []
  const fitting = found.filter((section) => fits(section, keywords))
  const nothing = keywords.length ? words.nothingFound : words.topics
  const [best, ...others] = fitting
  const body = best ? fromSections(best, others, words) : nothing
  const wantsModel = first || !fitting.length || /ollama|model|\bllms?\b/i.test(question)
  const parts = [first && words.introduction, body, wantsModel && !body.includes('ollama serve') && words.startOllama]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

function fromSections(best: Section, others: Section[], words: Words['guide']): string {
  const text = firstBlocks(best.text, lengthOfAnswer)
  const source = words.source(place(best), text.length < best.text.length)
  const related = others.slice(0, 3).map((section) => `- ${place(section)}${sentenceOf(section.text)}`)
  return [`## ${best.title}`, text, source, related.length && `### ${words.related}\n\n${related.join('\n')}`]
    .filter(Boolean)
    .join('\n\n')
}

function place(section: Section): string {
  return `**${section.document} → ${section.title}**`
}

/** A colon and the first sentence of the first plain paragraph, if there is one. */
function sentenceOf(markdown: string): string {
  const paragraph = markdown.split(/\n\s*\n/).find((block) => /^(?:[\p{L}\p{N}[]|\*\*|`[^`])/u.test(block))
  const line = paragraph?.replace(/\s+/g, ' ')
  const sentence = line && (/^.+?[.!?:](?=\s|$)/.exec(line)?.[0] ?? line)
  return sentence ? `: ${sentence.replace(/:$/, '.')}` : ''
}

/** Words of a question that say nothing about its subject. */
const fillers = new Set(
  `a about again all also am an and any are as at be been but by can change could did do does doing explain for from get
  give had has have hello help hey hi how i if in into is it its just know let like make many may me mean means more much
  my need no not of on one or other others our please say set shall she should show so some tell than thank thanks that
  the their them then there these they this those to us use used using very want was way we were what when where which
  who whose why will with work works would you your guide`.split(/\s+/),
)

function keywordsOf(question: string): string[] {
  const words = question.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []
  return [...new Set(words)].filter((word) => word.length > 1 && !fillers.has(word)).slice(0, 12)
}

/** Full-text search finds a section by any one word. It answers the question if it has all; one in the title is worth two. */
function fits(section: Section, keywords: string[]): boolean {
  const title = stemsOf(section.title)
  const text = stemsOf(section.text)
  const worth = keywords.map(stem).map((word) => (has(title, word) ? 2 : has(text, word) ? 1 : 0))
  return worth.reduce<number>((sum, each) => sum + each, 0) >= keywords.length
}

function stemsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).map(stem)
}

/** Also if one is only longer than the other, as in secure and security. */
function has(stems: string[], word: string): boolean {
  return stems.some((stem) => stem === word || (word.length > 3 && stem.startsWith(word)))
}

/** Makes the forms of an English word alike: chat and chats, store and stored, stop and stopping. */
function stem(word: string): string {
  const base = word.replace(/(?:ies|ing|ed|es|s|e|y)$/, '')
  return base.length < 3 ? word : base.replace(/([^aeiou])\1$/, '$1')
}
