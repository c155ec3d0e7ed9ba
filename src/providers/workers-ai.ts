import { oneLine } from '../characters.ts'
import type { Words } from '../strings/en/words.ts'
import { linesOf } from './lines.ts'
import { type Counts, type Delta, type Provider, ProviderError, type ProviderRequest } from './provider.ts'
import { withoutQuotations } from './quotation.ts'

/** The part of the `AI` binding that is used here. With `stream`, it gives server-sent events. */
export type WorkersAi = {
  run(model: string, input: Record<string, unknown>): Promise<unknown>
}

/** Models for chat that Workers AI offers; its catalogue (developers.cloudflare.com/workers-ai/models) lists more. */
const models = [
  { id: '@cf/meta/llama-3.3-70b-instruct-fp8-fast', name: 'Llama 3.3 70B' },
  { id: '@cf/meta/llama-3.1-8b-instruct-fast', name: 'Llama 3.1 8B' },
  { id: '@cf/mistralai/mistral-small-3.1-24b-instruct', name: 'Mistral Small 3.1 24B' },
  { id: '@cf/qwen/qwen2.5-coder-32b-instruct', name: 'Qwen 2.5 Coder 32B' },
]

/** In tokens. Without a limit of our own it ends an answer after 256. */
const LONGEST_ANSWER = 4096

/** Of a refusal, in UTF-16 units. */
const LONGEST_REASON = 200

/** Answers from the models of Cloudflare's Workers AI. */
export function createWorkersAi(ai: WorkersAi, words: Words['workersAi']): Provider {
  /** The answer's body. */
  async function begun(request: ProviderRequest, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    try {
      return await begin(ai, request, signal)
    } catch (cause) {
      signal.throwIfAborted()
      const reason = cause instanceof Error ? oneLine(cause.message, LONGEST_REASON) : undefined
      const texts = request.messages.map(({ content }) => content)
      throw new ProviderError(words.refused(reason), {
        cause: new Error(withoutQuotations(reason ?? 'refused', texts)),
      })
    }
  }

  async function* stream(request: ProviderRequest, signal: AbortSignal): AsyncGenerator<Delta> {
    signal.throwIfAborted()
    const started = Date.now()
    const body = await begun(request, signal)
    let counts: Counts = { finishReason: 'stop' }
    try {
      for await (const data of eventsOf(body, signal)) {
        if (data === '[DONE]') {
          yield { type: 'counts', counts: { ...counts, totalMs: Date.now() - started } }
          return
        }
        const part = parse(data)
        if (part.text !== '') yield { type: 'text', text: part.text }
        counts = { ...counts, ...part.counts }
      }
    } catch (cause) {
      signal.throwIfAborted()
      throw new ProviderError(words.brokenOff, { cause })
    }
    throw new ProviderError(words.brokenOff)
  }

  return {
    name: 'workers-ai',
    models: async () => models.map(({ id, name }) => ({ id: `workers-ai/${id}`, name })),
    status: async () => ({ ok: true }),
    stream,
  }
}

/** The binding takes no signal, so a body that comes too late is closed when it comes. */
function begin(ai: WorkersAi, request: ProviderRequest, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
    ask(ai, request)
      .then((body) => {
        resolve(body)
        if (signal.aborted) return body.cancel()
      })
      .catch(reject)
      .finally(() => signal.removeEventListener('abort', leave))
  })
}

async function ask(ai: WorkersAi, { model, messages, options = {} }: ProviderRequest) {
  const { temperature, top_p, top_k, seed, num_predict = 0 } = options
  const given = Object.entries({ temperature, top_p, top_k, seed }).filter(([, value]) => value !== undefined)
  const max_tokens = num_predict > 0 ? num_predict : LONGEST_ANSWER
  const input = { messages, stream: true, max_tokens, ...Object.fromEntries(given) }
  const answer = await ai.run(model, input)
  if (!(answer instanceof ReadableStream)) throw new TypeError('it sent no stream')
  return answer
}

/** The data of each event, as they come. Leaving the loop, or the signal, closes the line to the model. */
async function* eventsOf(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<string> {
  for await (const line of linesOf(chunksOf(body, signal), () => new RangeError('a line that does not end'))) {
    if (line.startsWith('data:')) yield line.slice(5).trim()
    signal.throwIfAborted()
  }
}

async function* chunksOf(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  const leave = () => void reader.cancel().catch(() => undefined)
  signal.addEventListener('abort', leave, { once: true })
  try {
    for (;;) {
      const { done, value } = await reader.read()
      signal.throwIfAborted()
      if (done) return
      yield value
    }
  } finally {
    signal.removeEventListener('abort', leave)
    leave()
  }
}

type Part = {
  response?: string | null
  choices?: { delta?: { content?: string | null } }[]
  usage?: { prompt_tokens?: number; completion_tokens?: number }
}

/** One event: the text is in `response` with most models, in OpenAI's form with newer ones; `usage` comes last. */
function parse(data: string): { text: string; counts: Counts } {
  const { response, choices, usage = {} }: Part = JSON.parse(data)
  const text = response ?? choices?.[0]?.delta?.content ?? ''
  const { prompt_tokens: promptTokens, completion_tokens: answerTokens } = usage
  return { text, counts: { ...(promptTokens && { promptTokens }), ...(answerTokens && { answerTokens }) } }
}
