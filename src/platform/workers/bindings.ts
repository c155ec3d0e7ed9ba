import type { DurableObjectNamespace } from 'cloudflare:workers'
import { type Config, ConfigError, readConfig } from '../../config.ts'
import type { WorkersAi } from '../../providers/workers-ai.ts'
import type { MessageRef } from '../../streaming/answer.ts'
import type { Job } from '../../streaming/job.ts'
import type { TurnstileStub } from './turnstile.ts'

/** What wrangler.toml binds, besides the settings: those are its variables and secrets, under the same names as on Node. */
export type Bindings = {
  CHATS: DurableObjectNamespace<ChatStub & TurnstileStub>
  ASSETS: Files
  /** Only where Workers AI is switched on. */
  AI?: WorkersAi
  /** Where Ollama is. Without it there is none: a Worker has no neighbours. */
  OLLAMA_HOST?: string
}

/** The packed files, by their path after any origin. */
export type Files = { fetch(url: string): Promise<Response> }

/** One chat's object as others see it. `fetch` reads an answer: `/subscribe` or `/follow`. */
export type ChatStub = {
  start(job: Job): Promise<void>
  cancel(ref: MessageRef): Promise<void>
  fetch(url: string, init?: RequestInit): Promise<Response>
}

/** Reads the settings as Node does. Throws `ConfigError` also for what only a Worker must have: it is open to all. */
export function readSettings(env: Bindings): Config {
  const settings: Record<string, string> = {}
  // A variable of wrangler.toml may be a number, too.
  for (const [name, value] of Object.entries(env))
    if (typeof value === 'string' || typeof value === 'number') settings[name] = String(value)
  const problems = []
  if (!settings.WEIR_PASSWORD?.trim()) problems.push(noPassword)
  if (!/^\s*(libsql|https?):/.test(settings.DATABASE_URL ?? '')) problems.push(noDatabase)
  if (problems.length > 0) throw new ConfigError(problems.join('\n'))
  return readConfig(settings)
}

const noPassword =
  'WEIR_PASSWORD must be set, as everyone on the internet can reach this address. ' +
  'Choose one of 8 characters or more: npx wrangler secret put WEIR_PASSWORD'

const noDatabase =
  'DATABASE_URL must be the address of a libSQL server, such as libsql://HOST, as there are no files here: ' +
  'npx wrangler secret put DATABASE_URL'
