import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Connections, HranaError, HranaStream, type StreamRequest } from './hrana-stream.ts'
import { WriterQueue } from './hrana-writers.ts'

/** A libSQL server over HTTP. `pipelines` counts the requests that it has answered. */
export type HranaServer = {
  url: string
  readonly pipelines: number
  /** Refuses everything for a while, as a server that is down. */
  down: boolean
  close(): Promise<void>
}

/** A stream that nobody goes on with is closed, and its transaction rolled back. */
const STREAM_MS = 10_000

/**
 * Serves a database file by Hrana over HTTP, versions 2 and 3, JSON
 * (https://github.com/tursodatabase/libsql/blob/main/docs/HRANA_3_SPEC.md): pipelines, batches with conditions, and
 * transactions that go on from request to request by a baton. No cursors: the client does not use them.
 */
export async function startHrana(path: string, { token }: { token?: string } = {}): Promise<HranaServer> {
  const writers = new WriterQueue()
  const connections = new Connections(path)
  const waiting = new Map<string, { stream: HranaStream; timer: NodeJS.Timeout }>()
  const state = { pipelines: 0, down: false }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (state.down) return void response.destroy()
    const respond = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`)
      return void respond(401, { message: 'unauthorized', code: 'AUTH' })
    if (request.method === 'GET' && /^\/v[23]$/.test(request.url ?? '')) return void respond(200, {})
    if (request.method !== 'POST' || !/^\/v[23]\/pipeline$/.test(request.url ?? ''))
      return void respond(404, { message: 'not found', code: 'HRANA_PROTO_ERROR' })
    state.pipelines++
    try {
      respond(200, await pipeline(await bodyOf(request)))
    } catch (error) {
      const { message, code } = HranaError.from(error)
      respond(400, { message, code })
    }
  }

  async function pipeline({ baton, requests }: { baton?: string | null; requests: StreamRequest[] }) {
    const stream = take(baton ?? undefined)
    const results = []
    for (const request of requests) {
      try {
        results.push({ type: 'ok', response: await stream.answer(request) })
      } catch (error) {
        const { message, code } = HranaError.from(error)
        results.push({ type: 'error', error: { message, code } })
      }
    }
    return { baton: keep(stream), base_url: null, results }
  }

  /** A baton is good for one request. */
  function take(baton: string | undefined): HranaStream {
    if (baton === undefined) return new HranaStream(connections, writers)
    const kept = waiting.get(baton)
    if (!kept) throw new HranaError('The stream has expired due to inactivity', 'STREAM_EXPIRED')
    clearTimeout(kept.timer)
    waiting.delete(baton)
    return kept.stream
  }

  function keep(stream: HranaStream): string | null {
    if (stream.closed) return null
    const baton = crypto.randomUUID()
    const timer = setTimeout(() => {
      waiting.delete(baton)
      stream.close()
    }, STREAM_MS).unref()
    waiting.set(baton, { stream, timer })
    return baton
  }

  const server = createServer((request, response) => void answer(request, response))
  // Else a line that the client is about to use again may just have been closed.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the database server has no address')

  return {
    url: `http://127.0.0.1:${address.port}`,
    get pipelines() {
      return state.pipelines
    },
    get down() {
      return state.down
    },
    set down(down) {
      state.down = down
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      for (const { stream, timer } of waiting.values()) {
        clearTimeout(timer)
        stream.close()
      }
      connections.close()
    },
  }
}

async function bodyOf(request: IncomingMessage) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString())
}
