import type { ChatRequest } from 'ollama/browser'
import { Ollama } from 'ollama/browser'
import * as v from 'valibot'
import type { Words } from '../strings/en/words.ts'
import { within } from './deadline.ts'
import {
  chatEnding,
  type InstalledModel,
  idOf,
  installedModels,
  runningModels,
  shownModel,
  versionAnswer,
} from './ollama-answers.ts'
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
  function connect(
    signal: AbortSignal,
    { model, said = errors }: { model?: string; said?: OllamaErrors } = {},
  ): Ollama {
    const own = ollamaFetch({ fetch, errors: said, signal, ...(model && { model }) })
    return new Ollama({ host: url, headers, fetch: own })
  }

  /** Asks something short. Throws `OllamaError` only, also for an answer that is not of that form. */
  async function ask<S extends v.GenericSchema>(
    form: S,
    question: (client: Ollama) => Promise<unknown>,
  ): Promise<v.InferOutput<S>> {
    try {
      return v.parse(form, await question(connect(AbortSignal.timeout(patienceMs))))
    } catch (error) {
      if (error instanceof OllamaError) throw error
      throw error instanceof Error && error.name === 'TimeoutError' ? errors.silent(patienceMs) : errors.notOllama()
    }
  }

  /** Without those that cannot chat, as models for embeddings cannot. */
  async function models(): Promise<Model[]> {
    const [installed, running] = await Promise.all([
      ask(installedModels, (client) => client.list()),
      ask(runningModels, (client) => client.ps()).catch(() => []),
    ])
    const loaded = new Set(running.map((model) => model.name))
    await within(capabilitiesPatienceMs, Promise.all(installed.map(learnCapabilities)), undefined)
    const offered = installed.map((model) => {
      const { name, size } = model
      const able = capabilities.get(filesOf(model))
      // What Ollama only passes on to its cloud has no size worth telling, and is never in memory.
      const where = model.remote_host
        ? { remote: true }
        : { ...(size !== undefined && { size }), loaded: loaded.has(name) }
      return { id: idOf(name), name, ...where, ...(able && { capabilities: able }) }
    })
    return offered.filter((model) => model.capabilities?.includes('completion') ?? true)
  }

  /** They belong to the files of the model, so they are asked for once. Older servers do not tell. */
  async function learnCapabilities(model: InstalledModel): Promise<void> {
    if (capabilities.has(filesOf(model))) return
    const shown = await ask(shownModel, (client) => client.show({ model: model.name })).catch(() => undefined)
    if (shown?.capabilities) capabilities.set(filesOf(model), shown.capabilities)
  }

  async function status(): Promise<ProviderStatus> {
    try {
      const { version } = await ask(versionAnswer, (client) => client.version())
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
    const answered: string[] = []
    const said = errors.about(() => [...request.messages.map(({ content }) => content), answered.join('')])
    let context: Promise<number | undefined> | undefined
    try {
      const parts = await connect(ended, { model: request.model, said }).chat({ ...chatRequest(request), stream: true })
      for await (const part of parts) {
        signal.throwIfAborted()
        // Asked with the first part: now the model is surely loaded, and the answer is there before it is needed.
        context ??= contextTokens(request.model, ended)
        const { thinking, content } = part.message ?? {}
        answered.push(thinking ?? '', content ?? '')
        if (thinking) yield { type: 'thinking', text: thinking }
        if (content) yield* tags.push(content)
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
      const patience = AbortSignal.any([signal, AbortSignal.timeout(contextPatienceMs)])
      const running = v.parse(runningModels, await connect(patience).ps())
      return running.find(({ name }) => name === model || name === `${model}:latest`)?.context_length
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

/** The digest of a model's files, which several names may have. */
function filesOf({ name, digest }: InstalledModel): string {
  return digest ?? name
}

function countsOf(part: unknown, contextTokens: number | undefined): Counts {
  const ending = v.parse(chatEnding, part)
  return {
    ...(ending.prompt_eval_count !== undefined && { promptTokens: ending.prompt_eval_count }),
    ...(ending.eval_count !== undefined && { answerTokens: ending.eval_count }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(ending.load_duration !== undefined && { loadMs: milliseconds(ending.load_duration) }),
    ...(ending.eval_duration !== undefined && { answerMs: milliseconds(ending.eval_duration) }),
    ...(ending.total_duration !== undefined && { totalMs: milliseconds(ending.total_duration) }),
    ...(ending.done_reason !== undefined && { finishReason: ending.done_reason }),
  }
}

function milliseconds(nanoseconds: number): number {
  return Math.round(nanoseconds / 1e6)
}
