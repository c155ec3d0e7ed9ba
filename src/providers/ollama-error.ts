import { ProviderError } from './provider.ts'

/** What Ollama could not do, as one sentence of what happened and one of what to do. */
export class OllamaError extends ProviderError {
  readonly problem: string
  readonly advice: string

  constructor(problem: string, advice: string) {
    super(`${problem} ${advice}`)
    this.problem = problem
    this.advice = advice
  }
}

const local = /^(localhost|127\.|\[::1\]|0\.0\.0\.0)/

/** No connection. The `code` is Node's, if there is one: it tells a server that is down from an address that is wrong. */
export function unreachable(host: string, cause: unknown): OllamaError {
  const code = codeOf(cause)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new OllamaError(`There is no server named ${host}.`, 'Check the address in OLLAMA_HOST.')
  const reason = code && code !== 'ECONNREFUSED' ? ` (${code})` : ''
  return new OllamaError(
    `Ollama does not answer at ${host}${reason}.`,
    local.test(host)
      ? 'Start it with `ollama serve`, then try again.'
      : 'Check OLLAMA_HOST, and that Ollama runs there and listens beyond its own machine.',
  )
}

export function silent(host: string, ms: number): OllamaError {
  return new OllamaError(
    `Ollama at ${host} did not answer within ${ms / 1000} s.`,
    'It may be busy: try again, or restart it with `ollama serve`.',
  )
}

export function notOllama(host: string): OllamaError {
  return new OllamaError(`What answers at ${host} is not Ollama.`, 'Check the address in OLLAMA_HOST.')
}

/** An HTTP status other than 2xx, with the body's `error` when it had one (https://docs.ollama.com/api/errors). */
export function refused(host: string, status: number, reason: string | undefined, model?: string): OllamaError {
  if (status === 401 || status === 403)
    return new OllamaError(
      `Ollama at ${host} refused access${because(reason)}.`,
      'Set OLLAMA_API_KEY to a key that it accepts, or run `ollama signin` there if the model is one of its cloud.',
    )
  if (reason === undefined && (status === 404 || status === 405)) return notOllama(host)
  if (reason === undefined && status >= 500)
    return new OllamaError(
      `${host} is there, but no Ollama behind it (HTTP ${status}).`,
      'Start it with `ollama serve`.',
    )
  if (status === 404 && model)
    return new OllamaError(`The model ${model} is not installed.`, `Get it with \`ollama pull ${model}\`.`)
  return new OllamaError(`Ollama refused the request (HTTP ${status})${because(reason)}.`, remedy(reason))
}

/** An `{"error"}` line after the answer has begun. */
export function failedMidway(reason: string): OllamaError {
  return new OllamaError(`Ollama stopped in the middle of the answer${because(reason)}.`, remedy(reason))
}

export function brokenOff(): OllamaError {
  return new OllamaError(
    'The connection to Ollama broke before the answer was finished.',
    'See whether Ollama still runs, then continue the answer.',
  )
}

export function garbled(): OllamaError {
  return new OllamaError(
    'Ollama sent something that is not part of an answer, so it was cut off there.',
    'Continue the answer, and look at what stands between Weir and Ollama if it happens again.',
  )
}

function because(reason: string | undefined): string {
  return reason ? `: ${reason.trim().replace(/\.$/, '')}` : ''
}

function remedy(reason = ''): string {
  if (/memory/i.test(reason)) return 'Choose a smaller model or a shorter context, or close other programs.'
  if (/does not support/i.test(reason)) return 'Choose another model, or other settings.'
  return 'Try again; what `ollama serve` prints may tell more.'
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}
