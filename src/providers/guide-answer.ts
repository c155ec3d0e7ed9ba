import { firstBlocks, type Section } from './guide-sections.ts'
import type { PromptMessage } from './provider.ts'

const introduction =
  "*I am Weir's built-in guide, not a language model: I look your question up in Weir's documentation.*"

const startOllama = `## Chat with a language model

Weir's models come from [Ollama](https://ollama.com/download). Install it, then run:

\`\`\`sh
ollama serve
ollama pull llama3.2
\`\`\`

Then choose the model beside the message box. Weir need not be restarted.`

const topics = `## What I can tell you

Ask me about Weir, in your own words. For example:

- How do I start **Ollama**, and get a model?
- How do I **stop** or **continue** an answer?
- How do I **edit** a question, or **regenerate** an answer?
- Where are my **chats stored**?
- What happens when the **connection** breaks?
- Which **settings** are there?`

/** Units of Markdown that the best section may take. */
const lengthOfAnswer = 1400

/**
 * The guide's answer to the last question of `messages`, in Markdown. `search` finds sections, best first. The same
 * question in the same chat gets the same answer, so that an answer that was stopped can go on.
 */
export async function guideAnswer(
  messages: PromptMessage[],
  search: (query: string) => Promise<Section[]>,
): Promise<string> {
  const question = messages.findLast((message) => message.role === 'user')?.content ?? ''
  const first = messages.filter((message) => message.role === 'user').length < 2
  const keywords = keywordsOf(question)
  const found = keywords.length ? await search(keywords.join(' ')) : []
  const fitting = found.filter((section) => fits(section, keywords))
  const body = fitting.length ? fromSections(fitting) : keywords.length ? fromNothing : topics
  const wantsModel = first || !fitting.length || /ollama|model|\bllms?\b/i.test(question)
  const parts = [first && introduction, body, wantsModel && !body.includes('ollama serve') && startOllama]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

const fromNothing = `I found nothing about that in the documentation. I only know Weir itself: for anything else, ask a language model.

${topics}`

function fromSections([best, ...others]: Section[]): string {
  if (!best) return fromNothing
  const text = firstBlocks(best.text, lengthOfAnswer)
  const more = text.length < best.text.length ? ' It says more than I repeat here.' : ''
  const source = `From ${place(best)}.${more}`
  const related = others.slice(0, 3).map((section) => `- ${place(section)}${sentenceOf(section.text)}`)
  return [`## ${best.title}`, text, source, related.length && `### See also\n\n${related.join('\n')}`]
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
