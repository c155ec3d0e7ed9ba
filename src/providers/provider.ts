import type { Going } from '../settings/table.ts'

/** One message as a provider takes it: the history of a chat, oldest first. */
export type PromptMessage = {
  role: 'system' | 'user' | 'assistant'
  content: string
}

/** Sampling and loading parameters, in Ollama's names and units. Left out means the model's own default. */
export type Options = Going<'options'>

/**
 * What a provider is asked for. When the last message is the assistant's, the answer goes on from its text (prefill).
 * `model` is the provider's own name for it, without our `provider/` prefix. `think` and `keepAlive` are left out where the
 * model's own default is wanted.
 */
export type ProviderRequest = {
  model: string
  messages: PromptMessage[]
  options?: Options
} & Going<'request'>

/** What the provider counted while it made one answer. Times in milliseconds. */
export type Counts = {
  promptTokens?: number
  answerTokens?: number
  /** Tokens that the model's context really holds, which may be less than `num_ctx` asks for. */
  contextTokens?: number
  loadMs?: number
  answerMs?: number
  totalMs?: number
  /**
   * `stop`: the model ended by itself; `length`: it ran into the limit of tokens or context. `size` is no provider's: Weir
   * has ended the answer, as it was as large as one may be.
   */
  finishReason?: string
}

/**
 * One piece from the provider. `call` is a tool that the model calls, `result` what came of that, each whole and in its text
 * form. `rethink` says that what came as text so far was a thought. `counts` comes once, last.
 */
export type Delta =
  | { type: 'text' | 'thinking' | 'call' | 'result'; text: string }
  | { type: 'rethink' }
  | { type: 'counts'; counts: Counts }

/** A model that a provider offers. `id` is `provider/name`: what forms and the database carry. */
export type Model = {
  id: string
  name: string
  /** Bytes on disk. */
  size?: number
  capabilities?: string[]
  /** Held in memory right now. */
  loaded?: boolean
  /** Does not run where the provider does: what is said to it leaves that machine. */
  remote?: boolean
}

/** Whether a provider can be used now. `problem` and `advice` are sentences for people. */
export type ProviderStatus = { ok: true; version?: string } | { ok: false; problem: string; advice: string }

/** A backend that answers prompts. New ones are added in the platform's wiring. */
export interface Provider {
  /** The prefix of its models' ids. */
  readonly name: string
  /** The models that it offers now; throws `ProviderError` when it cannot tell. */
  models(): Promise<Model[]>
  status(): Promise<ProviderStatus>
  /**
   * Streams one answer. Ends after `counts`; throws `ProviderError` when the answer could not be finished, and the
   * signal's reason when it was aborted. Leaving the loop or aborting closes the connection to the model at once.
   */
  stream(request: ProviderRequest, signal: AbortSignal): AsyncIterable<Delta>
}

/**
 * Why a provider could not answer. `message` says what happened and what to do, in words for people, and may repeat what
 * the provider said of their chat; then the `cause` is what the log may have.
 */
export class ProviderError extends Error {
  override name = 'ProviderError'
}
