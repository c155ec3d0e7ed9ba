import { expect, it } from 'vitest'
import { ProviderError } from '../../../src/providers/provider.ts'
import { createWorkersAi } from '../../../src/providers/workers-ai.ts'
import { words } from '../../../src/strings/en/words.ts'
import { collect, testProvider } from '../../contracts/provider.ts'

const model = '@cf/meta/llama-3.1-8b-instruct-fast'
const text = Array.from({ length: 20 }, (_, index) => `word${index} `)

type Input = { messages?: { role: string; content: string }[]; [name: string]: unknown }

/** Answers as the binding does, and goes on from the text of an assistant message that is last. */
function standIn(parts?: (rest: string[]) => string[]) {
  const asked: { model: string; input: Input }[] = []
  return {
    asked,
    async run(model: string, input: Input) {
      asked.push({ model, input })
      const last = input.messages?.at(-1)
      const begun = last?.role === 'assistant' ? last.content : ''
      const events =
        parts ?? ((rest: string[]) => [...rest.map((text) => JSON.stringify({ response: text })), ...ending])
      return streamOf(events(text.join('').slice(begun.length).match(/\S*\s/g) ?? []))
    },
  }
}

const ending = [JSON.stringify({ response: '', usage: { prompt_tokens: 7, completion_tokens: 20 } }), '[DONE]']

/** Cut in the middle of an event, as a network does. */
function streamOf(events: string[]): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(events.map((data) => `data: ${data}\n\n`).join(''))
  let sent = 0
  return new ReadableStream({
    pull(controller) {
      if (sent >= bytes.length) return controller.close()
      controller.enqueue(bytes.slice(sent, sent + 33))
      sent += 33
    },
  })
}

const request = { model, messages: [{ role: 'user' as const, content: 'Hello' }] }
const { signal } = new AbortController()

testProvider('Workers AI', async () => ({ provider: createWorkersAi(standIn(), words.workersAi), request }))

it('passes on what the binding takes, with a limit of its own where it is given none', async () => {
  const ai = standIn()
  const provider = createWorkersAi(ai, words.workersAi)
  await collect(provider.stream({ ...request, options: { temperature: 0.2, num_ctx: 4096, num_predict: 50 } }, signal))
  await collect(provider.stream(request, signal))
  expect(ai.asked.map(({ input }) => input)).toEqual([
    { messages: request.messages, stream: true, max_tokens: 50, temperature: 0.2 },
    { messages: request.messages, stream: true, max_tokens: 4096 },
  ])
})

it('reads the form of OpenAI as well', async () => {
  const ai = standIn(() => [JSON.stringify({ choices: [{ delta: { content: 'Hi' } }] }), '[DONE]'])
  const deltas = await collect(createWorkersAi(ai, words.workersAi).stream(request, signal))
  expect(deltas[0]).toEqual({ type: 'text', text: 'Hi' })
})

it.each([
  ['ends without an end', standIn(() => [JSON.stringify({ response: 'Some' })]), /broke the answer off.*Continue/],
  ['sends what is no JSON', standIn(() => ['<html>']), /broke the answer off/],
  ['refuses', { run: () => Promise.reject(new Error('5007: No such model')) }, /did not take.*No such model/],
  ['answers with something else', { run: async () => ({ response: 'whole' }) }, /did not take/],
])('says in words when it %s', async (_what, ai, said) => {
  const failure = await collect(createWorkersAi(ai, words.workersAi).stream(request, signal)).catch(
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(ProviderError)
  expect(String(failure)).toMatch(said)
})
