import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { createGuide } from '../../src/providers/guide.ts'
import { type Section, splitSections } from '../../src/providers/guide-sections.ts'
import { type PromptMessage, ProviderError } from '../../src/providers/provider.ts'
import { words } from '../../src/strings/en/words.ts'
import { collect, joined, testProvider } from '../contracts/provider.ts'

const manual = splitSections(await readFile(new URL('../../static/manual.md', import.meta.url), 'utf8'), 'Manual')
const { signal } = new AbortController()

/** Stands for full-text search: sections by how many of the words they have, a word in the title counting five times. */
async function search(query: string): Promise<Section[]> {
  const wanted = query.toLowerCase().split(' ')
  const count = (text: string) => wanted.filter((word) => text.toLowerCase().includes(word.slice(0, 5))).length
  const score = (section: Section) => 5 * count(section.title) + count(section.text)
  return manual.filter((section) => score(section) > 0).sort((a, b) => score(b) - score(a))
}

const guide = createGuide({ words: words.guide, search, intervalMs: 0 })

async function ask(...contents: string[]): Promise<string> {
  const messages = contents.map((content, index): PromptMessage => {
    return { role: index % 2 ? 'assistant' : 'user', content }
  })
  return joined(await collect(guide.stream({ model: 'guide', messages }, signal)), 'text')
}

testProvider('guide', async () => ({
  provider: guide,
  request: { model: 'guide', messages: [{ role: 'user', content: 'How do I stop an answer?' }] },
}))

describe('the guide', () => {
  it('is called so', async () => {
    expect(await guide.models()).toEqual([{ id: 'guide/guide', name: 'Guide', loaded: true }])
  })

  it.each([
    ['How do I stop an answer?', 'Stop an answer', 'Press **Stop**, or the Esc key'],
    ['What is Weir?', 'Weir', 'chat app for language models'],
    ['How do I start Ollama?', 'Start Ollama and get a model', 'ollama serve'],
    ['Where are my chats stored?', 'Where chats are stored', 'XDG_DATA_HOME'],
    ['Which settings are there?', 'Settings', '| `WEIR_PASSWORD` |'],
    ['Can I use it without JavaScript?', 'Use Weir without JavaScript', 'forms send'],
    ['How can I regenerate an answer?', 'Regenerate an answer', 'asks the model again'],
    ['what happens when the connection breaks', 'What happens when something fails', 'goes on live'],
    ['Is there a keyboard shortcut?', 'Keyboard', '| Esc |'],
  ])('answers "%s" from the manual', async (question, title, content) => {
    const answer = await ask(question)
    expect(answer).toContain(`## ${title}\n`)
    expect(answer).toContain(content)
    expect(answer).toContain(`**Manual → ${title}**`)
  })

  it('says what it is, names related sections, and how to start Ollama', async () => {
    const answer = await ask('How do I stop an answer?')
    expect(answer).toMatch(/^\*I am Weir's built-in guide, not a language model/)
    expect(answer).toMatch(/### See also\n\n- \*\*Manual → .+\*\*: .+\./)
    expect(answer).toContain('```sh\nollama serve\nollama pull llama3.2\n```')
    expect(answer).toContain('https://ollama.com/download')
  })

  it('says that once in a chat', async () => {
    const answer = await ask('How do I stop an answer?', 'Press Stop.', 'And where are my chats stored?')
    expect(answer).not.toContain('not a language model')
    expect(answer).not.toContain('ollama serve')
    expect(answer).toContain('## Where chats are stored')
  })

  it.each(['What can you do?', 'hello', '', '???'])('answers "%s" with what it knows about', async (question) => {
    const answer = await ask(question)
    expect(answer).toContain('## What I can tell you')
    expect(answer).not.toContain('I found nothing')
    expect(answer).toContain('ollama pull llama3.2')
  })

  it.each(['Write a poem about the rain', 'Wie wird das Wetter morgen?', 'Explain quicksort in Haskell'])(
    'admits that it cannot answer "%s"',
    async (question) => {
      const answer = await ask('hello', 'Hi.', question)
      expect(answer).toContain('I found nothing about that')
      expect(answer).toContain('ollama serve')
    },
  )

  it('shortens a long section between its blocks, and says so', async () => {
    const text = `${'Tea is hot. '.repeat(100)}\n\n\`\`\`\n${'x\n\n'.repeat(200)}\`\`\``
    const long = createGuide({
      words: words.guide,
      search: async () => [{ document: 'Manual', title: 'Tea', anchor: 'tea', text }],
      intervalMs: 0,
    })
    const request = { model: 'guide', messages: [{ role: 'user' as const, content: 'Tea?' }] }
    const answer = joined(await collect(long.stream(request, signal)), 'text')
    expect(answer).toContain('Tea is hot.\n\nFrom **Manual → Tea**. It says more than I repeat here.')
    expect(answer).not.toContain('x\n')
  })

  it('gives its own answer after a text that is not its own', async () => {
    const whole = await ask('How do I stop an answer?')
    expect(await ask('How do I stop an answer?', 'A model wrote this.')).toBe(`\n\n${whole}`)
  })

  it('fails in words when the search fails', async () => {
    const cause = new Error('no such table: sections')
    const broken = createGuide({ words: words.guide, search: () => Promise.reject(cause) })
    const request = { model: 'guide', messages: [{ role: 'user' as const, content: 'Tea?' }] }
    const failure = await collect(broken.stream(request, signal)).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ProviderError)
    expect(failure).toHaveProperty('message', expect.stringMatching(/could not search the documentation/))
    expect(failure).toHaveProperty('cause', cause)
  })

  it('stops between two words at once', async () => {
    const slow = createGuide({ words: words.guide, search, intervalMs: 3_600_000 })
    const request = { model: 'guide', messages: [{ role: 'user' as const, content: 'Tea?' }] }
    const controller = new AbortController()
    const reason = new Error('stopped by a person')
    const answer = slow.stream(request, controller.signal)[Symbol.asyncIterator]()
    expect((await answer.next()).done).toBe(false)
    const next = answer.next()
    controller.abort(reason)
    await expect(next).rejects.toBe(reason)
  })
})
