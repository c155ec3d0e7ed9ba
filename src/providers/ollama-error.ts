import { oneLine } from '../characters.ts'
import type { Words } from '../strings/en/words.ts'
import { ProviderError } from './provider.ts'
import { withoutQuotations } from './quotation.ts'

type Trouble = { problem: string; advice: string }

/** What Ollama could not do, as one sentence of what happened and one of what to do. */
export class OllamaError extends ProviderError {
  readonly problem: string
  readonly advice: string

  constructor({ problem, advice }: Trouble, options?: ErrorOptions) {
    super(`${problem} ${advice}`, options)
    this.problem = problem
    this.advice = advice
  }
}

const local = /^(localhost|127\.|\[::1\]|0\.0\.0\.0)/

/**
 * All that can go wrong with one Ollama. `host` is what people know it by, without a password. `texts` are those of the
 * chat that it is asked for: what it quotes of them is told to people, and not to the log.
 */
export class OllamaErrors {
  constructor(
    private readonly host: string,
    private readonly words: Words['ollama'],
    private readonly texts: () => string[] = () => [],
  ) {}

  /** The same for one chat. */
  about(texts: () => string[]): OllamaErrors {
    return new OllamaErrors(this.host, this.words, texts)
  }

  /** No connection. The cause's `code` is Node's, if there is one: it tells a server that is down from a wrong address. */
  unreachable(cause: unknown): OllamaError {
    const { host, words } = this
    const code = codeOf(cause)
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new OllamaError(words.unknownHost(host))
    return new OllamaError(words.unreachable(host, code === 'ECONNREFUSED' ? undefined : code, local.test(host)))
  }

  silent(ms: number): OllamaError {
    return new OllamaError(this.words.silent(this.host, ms / 1000))
  }

  notOllama(): OllamaError {
    return new OllamaError(this.words.notOllama(this.host))
  }

  /** An HTTP status other than 2xx, with the body's `error` when it had one (https://docs.ollama.com/api/errors). */
  refused(status: number, reason: string | undefined, model?: string): OllamaError {
    const { host, words } = this
    const logged = this.#logged(`HTTP ${status}`, reason)
    if (status === 401 || status === 403) return new OllamaError(words.noAccess(host, reason), logged)
    if (reason === undefined && (status === 404 || status === 405)) return this.notOllama()
    if (reason === undefined && status >= 500) return new OllamaError(words.onlyProxy(host, status))
    if (status === 404 && model) return new OllamaError(words.notInstalled(model))
    return new OllamaError(words.refused(status, reason), logged)
  }

  /** A redirect, by its `Location`: what is said to Ollama must not go where somebody else sends it. */
  redirected(location: string | null): OllamaError {
    const url = location !== null && URL.canParse(location) ? new URL(location) : undefined
    return new OllamaError(this.words.redirected(this.host, url && oneLine(url.host, 100)))
  }

  /** An `{"error"}` line after the answer has begun. */
  failedMidway(reason: string): OllamaError {
    return new OllamaError(this.words.failedMidway(reason), this.#logged('ended midway', reason))
  }

  brokenOff(): OllamaError {
    return new OllamaError(this.words.brokenOff)
  }

  garbled(): OllamaError {
    return new OllamaError(this.words.garbled)
  }

  #logged(what: string, reason = ''): ErrorOptions {
    return { cause: new Error(`${what}: ${withoutQuotations(reason, this.texts())}`) }
  }
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}
