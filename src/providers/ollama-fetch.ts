import type { OllamaErrors } from './ollama-error.ts'

type Request = {
  fetch: typeof fetch
  errors: OllamaErrors
  signal: AbortSignal
  /** The model that is to answer. The response is then a stream of lines. */
  model?: string
}

/**
 * The `fetch` that one npm client gets for one request. It adds what the client lacks: the request ends with `signal`
 * even while the model loads (ollama-js issue 274), a refusal is an error in words, and a line that is no JSON fails
 * the answer, where the client would skip it and write to the console. Throws `OllamaError`, or the signal's reason.
 */
export function ollamaFetch({ fetch, errors, signal, model }: Request): typeof globalThis.fetch {
  return async (input, init) => {
    const ended = init?.signal ? AbortSignal.any([init.signal, signal]) : signal
    const response = await fetch(input, { ...init, signal: ended }).catch((cause: unknown) => {
      ended.throwIfAborted()
      throw errors.unreachable(cause)
    })
    if (!response.ok) throw errors.refused(response.status, await reasonOf(response), model)
    if (response.headers.get('content-type')?.startsWith('text/html')) throw errors.notOllama()
    if (!model || !response.body) return response
    return new Response(streamOf(strictLines(chunksOf(response.body, ended, errors), errors)), response)
  }
}

/** The `error` of a refusal; undefined if the body is not Ollama's, as a proxy's page is not. */
async function reasonOf(response: Response): Promise<string | undefined> {
  try {
    return errorIn(await response.json())
  } catch {
    return undefined
  }
}

async function* chunksOf(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  errors: OllamaErrors,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch {
    signal.throwIfAborted()
    throw errors.brokenOff()
  }
}

/** A longer line, in UTF-16 units, is no delta: it would only fill the memory. */
const longestLine = 4_000_000

/** Passes on whole lines that are JSON objects, up to the one that says `done`, and throws at anything else. */
async function* strictLines(chunks: AsyncIterable<Uint8Array>, errors: OllamaErrors): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder()
  const encoder = new TextEncoder()
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > longestLine) throw errors.garbled()
    for (const line of lines) {
      if (!line.trim()) continue
      const part = parse(line, errors)
      yield encoder.encode(`${line}\n`)
      if ('done' in part && part.done === true) return
    }
  }
  throw errors.brokenOff()
}

function parse(line: string, errors: OllamaErrors): object {
  const part = jsonOf(line, errors)
  const reason = errorIn(part)
  if (reason !== undefined) throw errors.failedMidway(reason)
  if (typeof part !== 'object' || part === null) throw errors.garbled()
  return part
}

function jsonOf(line: string, errors: OllamaErrors): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw errors.garbled()
  }
}

function errorIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('error' in value)) return undefined
  return typeof value.error === 'string' ? value.error : JSON.stringify(value.error)
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
