import * as v from 'valibot'
import { linesOf } from './lines.ts'
import { chatPart, errorIn } from './ollama-answers.ts'
import type { OllamaErrors } from './ollama-error.ts'

type Request = {
  fetch: typeof fetch
  errors: OllamaErrors
  signal: AbortSignal
  /** The model that is to answer. The response is then a stream of lines. */
  model?: string
}

/** The statuses of HTTP that lead elsewhere. */
const redirects = new Set([301, 302, 303, 307, 308])

/** What is read of a refusal, of a list of models and the like, in bytes: more of it would only fill the memory. */
const LARGEST_ANSWER = 16_000_000

/**
 * The `fetch` that one npm client gets for one request. It adds what the client lacks: the request ends with `signal`
 * even while the model loads (ollama-js issue 274), a refusal is an error in words, a redirect is not followed, and a line
 * that is no JSON fails the answer, where the client would skip it and write to the console. Throws `OllamaError`, or the
 * signal's reason.
 */
export function ollamaFetch({ fetch, errors, signal, model }: Request): typeof globalThis.fetch {
  return async (input, init) => {
    const ended = init?.signal ? AbortSignal.any([init.signal, signal]) : signal
    const response = await fetch(input, { ...init, redirect: 'manual', signal: ended }).catch((cause: unknown) => {
      ended.throwIfAborted()
      throw errors.unreachable(cause)
    })
    const { ok, status, headers } = response
    const chunks = chunksOf(response, ended, errors)
    if (redirects.has(status)) {
      await response.body?.cancel()
      throw errors.redirected(headers.get('location'))
    }
    if (!ok) throw errors.refused(status, await reasonIn(atMost(LARGEST_ANSWER, chunks, errors)), model)
    if (headers.get('content-type')?.startsWith('text/html')) throw errors.notOllama()
    const body = model ? strictLines(chunks, errors) : atMost(LARGEST_ANSWER, chunks, errors)
    return new Response(streamOf(body), { headers })
  }
}

/** The `error` of a refusal; undefined if the body is not Ollama's, as a proxy's page is not. */
async function reasonIn(body: AsyncGenerator<Uint8Array>): Promise<string | undefined> {
  try {
    return errorIn(await new Response(streamOf(body)).json())
  } catch {
    return undefined
  }
}

async function* chunksOf({ body }: Response, signal: AbortSignal, errors: OllamaErrors): AsyncGenerator<Uint8Array> {
  if (!body) return
  try {
    yield* body
  } catch {
    signal.throwIfAborted()
    throw errors.brokenOff()
  }
}

async function* atMost(
  bytes: number,
  chunks: AsyncIterable<Uint8Array>,
  errors: OllamaErrors,
): AsyncGenerator<Uint8Array> {
  let read = 0
  for await (const chunk of chunks) {
    read += chunk.length
    if (read > bytes) throw errors.notOllama()
    yield chunk
  }
}

/** Passes on whole lines that are parts of an answer, up to the one that says `done`, and throws at anything else. */
async function* strictLines(chunks: AsyncIterable<Uint8Array>, errors: OllamaErrors): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const line of linesOf(chunks, () => errors.garbled())) {
    if (!line.trim()) continue
    const done = isLast(line, errors)
    yield encoder.encode(`${line}\n`)
    if (done) return
  }
  throw errors.brokenOff()
}

function isLast(line: string, errors: OllamaErrors): boolean {
  const part = jsonOf(line, errors)
  const reason = errorIn(part)
  if (reason !== undefined) throw errors.failedMidway(reason)
  if (!v.is(chatPart, part)) throw errors.garbled()
  return part.done === true
}

function jsonOf(line: string, errors: OllamaErrors): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw errors.garbled()
  }
}

/** Reads only when asked and holds nothing, so that an error does not overtake the lines before it. */
function streamOf(lines: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await lines.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await lines.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
