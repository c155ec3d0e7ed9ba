import type { ChatRequest, ChatResponse } from 'ollama/browser'
import { Ollama } from 'ollama/browser'
import type { Words } from '../views/words.ts'
import { within } from './deadline.ts'
import { OllamaError, OllamaErrors } from './ollama-error.ts'
import { ollamaFetch } from './ollama-fetch.ts'
import type { Counts, Delta, Model, Provider, ProviderRequest, ProviderStatus } from './provider.ts'
import { createThinkTags } from './think-tags.ts'

type Settings = {
  /** Absolute `http:` or `https:` address. */
  url: string
  /** Sent as a bearer token. */
  key?: string | undefined
  words: Words['ollama']
  /** The platform's. It must not give up by itself while a model loads. */
  fetch?: typeof fetch
  /** How long `models()` and `status()` wait, in milliseconds. */
  patienceMs?: number
}

/** Time that the question for the context's size may take, in milliseconds. */
const contextPatienceMs = 1000

/** Time that the list of models waits to learn what each can do; what comes later is in the next list. Milliseconds. */
const capabilitiesPatienceMs = 500

/** Answers from an Ollama server by its native API: `/v1` cannot set `num_ctx`. */
export function createOllama({ url, key, words, fetch = globalThis.fetch, patienceMs = 5000 }: Settings): Provider {
  const errors = new OllamaErrors(new URL(url).host, words)
  const headers: HeadersInit = key ? { Authorization: `Bearer ${key}` } : {}
  const capabilities = new Map<string, string[]>()

  /** One client per request: that is how a single request can be aborted. */
  function connect(signal: AbortSignal, model?: string): Ollama {
    return new Ollama({ host: url, headers, fetch: ollamaFetch({ fetch, errors, signal, ...(model && { model }) }) })
  }

  /** Asks something short. Throws `OllamaError` only. */
  async function ask<T>(question: (client: Ollama) => Promise<T>): Promise<T> {
    try {
      return await question(connect(AbortSignal.timeout(patienceMs)))
    } catch (error) {
      if (error instanceof OllamaError) throw error
      throw error instanceof Error && error.name === 'TimeoutError' ? errors.silent(patienceMs) : errors.notOllama()
    }
  }

  /** Without those that cannot chat, as models for embeddings cannot. */
  async function models(): Promise<Model[]> {
    const [installed, running] = await Promise.all([
      ask((client) => client.list()),
      ask((client) => client.ps()).catch(() => ({ models: [] })),
    ])
    if (!Array.isArray(installed.models)) throw errors.notOllama()
    const loaded = new Set(running.models.map((model) => model.name))
    const learned = installed.models.map(({ name, digest }) => learnCapabilities(name, digest))
    await within(capabilitiesPatienceMs, Promise.all(learned), undefined)
    const offered = installed.models.map((model) => {
      const { name, size, digest } = model
      const able = capabilities.get(digest)
      // What Ollama only passes on to its cloud has no size worth telling, and is never in memory.
      const where = 'remote_host' in model && model.remote_host ? { remote: true } : { size, loaded: loaded.has(name) }
      return { id: `ollama/${name}`, name, ...where, ...(able && { capabilities: able }) }
    })
    return offered.filter((model) => model.capabilities?.includes('completion') ?? true)
  }

  /** They belong to the files of the model, so its digest answers for them from then on. Older servers do not tell. */
  async function learnCapabilities(name: string, digest: string): Promise<void> {
    if (capabilities.has(digest)) return
    const shown = await ask((client) => client.show({ model: name })).catch(() => undefined)
    if (shown?.capabilities) capabilities.set(digest, shown.capabilities)
  }

  async function status(): Promise<ProviderStatus> {
    try {
      const { version } = await ask((client) => client.version())
      if (!version) throw errors.notOllama()
      return { ok: true, version }
    } catch (error) {
      if (!(error instanceof OllamaError)) throw error
      return { ok: false, problem: error.problem, advice: error.advice }
    }
  }

  async function* stream(request: ProviderRequest, signal: AbortSignal): AsyncGenerator<Delta> {
    signal.throwIfAborted()
    const left = new AbortController()
    const ended = AbortSignal.any([signal, left.signal])
    const tags = createThinkTags()
    let context: Promise<number | undefined> | undefined
    try {
      const parts = await connect(ended, request.model).chat({ ...chatRequest(request), stream: true })
      for await (const part of parts) {
        signal.throwIfAborted()
        // Asked with the first part: now the model is surely loaded, and the answer is there before it is needed.
        context ??= contextTokens(request.model, ended)
        if (part.message?.thinking) yield { type: 'thinking', text: part.message.thinking }
        if (part.message?.content) yield* tags.push(part.message.content)
        if (!part.done) continue
        yield* tags.end()
        yield { type: 'counts', counts: countsOf(part, await context) }
      }
    } catch (error) {
      signal.throwIfAborted()
      yield* tags.end()
      throw error
    } finally {
      // The client leaves the model running after a `break`: this closes the connection, whatever happened.
      left.abort()
    }
  }

  /** How many tokens the loaded model really holds; undefined if the server does not say so in a second. */
  async function contextTokens(model: string, signal: AbortSignal): Promise<number | undefined> {
    try {
      const { models } = await connect(AbortSignal.any([signal, AbortSignal.timeout(contextPatienceMs)])).ps()
      const running = models.find(({ name }) => name === model || name === `${model}:latest`)
      return running && 'context_length' in running ? Number(running.context_length) || undefined : undefined
    } catch {
      return undefined
    }
  }

  return { name: 'ollama', models, status, stream }
}

function chatRequest({ model, messages, options, think, keepAlive }: ProviderRequest): ChatRequest {
  return {
    model,
    messages,
    ...(options && { options }),
    ...(think !== undefined && { think }),
    ...(keepAlive !== undefined && { keep_alive: keepAlive }),
  }
}

/** From the closing part, whose durations are in nanoseconds (https://docs.ollama.com/api/usage). */
function countsOf(part: Partial<ChatResponse>, contextTokens: number | undefined): Counts {
  return {
    ...(part.prompt_eval_count !== undefined && { promptTokens: part.prompt_eval_count }),
    ...(part.eval_count !== undefined && { answerTokens: part.eval_count }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(part.load_duration !== undefined && { loadMs: milliseconds(part.load_duration) }),
    ...(part.eval_duration !== undefined && { answerMs: milliseconds(part.eval_duration) }),
    ...(part.total_duration !== undefined && { totalMs: milliseconds(part.total_duration) }),
    ...(part.done_reason !== undefined && { finishReason: part.done_reason }),
  }
}

function milliseconds(nanoseconds: number): number {
  return Math.round(nanoseconds / 1e6)
}
