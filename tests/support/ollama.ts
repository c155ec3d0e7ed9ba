import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { pathToFileURL } from 'node:url'
import { Answer, type ChatRequest } from './ollama-answer.ts'
import { describe, embed, installedModels, pullSteps, running, show } from './ollama-catalog.ts'
import { play, type Script, scriptFor } from './ollama-scripts.ts'

type Options = {
  /** 0, the default, takes a free one. */
  port?: number
  /** Then every request must carry it as a bearer token. */
  key?: string
  /** The context of a model that is loaded without `num_ctx`, in tokens. */
  contextTokens?: number
}

/** A server that speaks Ollama's HTTP API as the real one does, and answers as it is told. */
export type StandIn = {
  url: string
  /** Bodies of the requests to `/api/chat`, in order. */
  readonly requests: ChatRequest[]
  /** All requests, in order, as `GET /api/tags`. */
  readonly paths: string[]
  /** Answers whose reader left before their end. */
  readonly aborted: number
  /** Answers that are being given now. */
  readonly open: number
  /** How often a model was loaded; also when only its `num_ctx` changed. */
  readonly loads: number
  /** The names that `/api/tags` lists. */
  models: string[]
  /** The next request to `/api/chat` is answered so; without a script, as its model's name says. */
  enqueue(script: Script): void
  /** Like `enqueue`, but the test writes the answer itself, piece by piece. */
  hold(): Answer
  close(): Promise<void>
}

/** Starts one on the loopback address. */
export async function startOllama({ port = 0, key, contextTokens = 4096 }: Options = {}): Promise<StandIn> {
  const queue: (Script | Answer)[] = []
  const loaded = new Map<string, number>()
  const record = { requests: [] as ChatRequest[], paths: [] as string[], aborted: 0, open: 0, loads: 0 }
  let models = [...installedModels]

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.url}`
    record.paths.push(route)
    if (key && request.headers.authorization !== `Bearer ${key}`) return json(response, { error: 'unauthorized' }, 401)
    const body = await bodyOf(request)
    const name: string = body.model ?? body.name ?? ''
    const asked = nameOf(name)
    if (route === 'GET /') return void response.end('Ollama is running')
    if (route === 'GET /stand-in') return json(response, record)
    if (route === 'GET /api/version') return json(response, { version: '0.40.12' })
    if (route === 'GET /api/tags') return json(response, { models: models.map(describe) })
    if (route === 'GET /api/ps') return json(response, { models: [...loaded].map((entry) => running(...entry)) })
    if (route === 'POST /api/pull') return pull(name, response)
    if (!asked) return json(response, { error: `model '${name}' not found` }, 404)
    if (route === 'POST /api/chat') return chat({ messages: [], ...body, model: name }, asked, response)
    if (route === 'POST /api/show') return json(response, show(asked))
    if (route === 'POST /api/embed') return json(response, embed(name, [body.input ?? []].flat()))
    if (route === 'DELETE /api/delete') models = models.filter((model) => model !== asked)
    response.end()
  }

  /** The full name of an installed model: `llama3.2` means `llama3.2:latest`; a tag like `5ms` is always there. */
  function nameOf(name: string): string | undefined {
    const [base, tag = 'latest'] = name.split(':')
    const installed = models.includes(/^\d+ms$/.test(tag) ? `${base}:latest` : `${base}:${tag}`)
    return installed ? `${base}:${tag}` : undefined
  }

  function chat(request: ChatRequest, model: string, response: ServerResponse): void {
    record.requests.push(request)
    const lacking = lackingFor(request, model)
    if (lacking) return void json(response, { error: `"${request.model}" does not support ${lacking}` }, 400)
    const context = Number(request.options?.num_ctx ?? contextTokens)
    if (loaded.get(model) !== context) record.loads++
    loaded.set(model, context)
    const next = queue.shift() ?? scriptFor(request)
    const answer = next instanceof Answer ? next : new Answer()
    record.open++
    response.on('close', () => {
      record.open--
      if (!response.writableEnded && !response.errored) record.aborted++
    })
    answer.connect(request, response)
    if (!(next instanceof Answer)) void play(next, answer)
  }

  function pull(name: string, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    const found = !name.startsWith('missing')
    const steps = found ? pullSteps(name) : [{ error: 'pull model manifest: file does not exist' }]
    response.end(steps.map((step) => `${JSON.stringify(step)}\n`).join(''))
    if (found && !nameOf(name)) models.push(name.includes(':') ? name : `${name}:latest`)
  }

  const server = createServer((request, response) => void handle(request, response))
  // Ollama keeps idle lines open. One that is closed after 5 s may be just the one that a client is about to use again.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the stand-in has no address')

  return {
    url: `http://127.0.0.1:${address.port}`,
    get requests() {
      return record.requests
    },
    get paths() {
      return record.paths
    },
    get aborted() {
      return record.aborted
    },
    get open() {
      return record.open
    },
    get loads() {
      return record.loads
    },
    get models() {
      return models
    },
    set models(names) {
      models = names
    },
    enqueue(script) {
      queue.push(script)
    },
    hold() {
      const answer = new Answer()
      queue.push(answer)
      return answer
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** What the request asks of the model and it has not. */
function lackingFor(request: ChatRequest, model: string): string | undefined {
  const { capabilities } = show(model)
  if (!capabilities.includes('completion')) return 'chat'
  return request.think && !capabilities.includes('thinking') ? 'thinking' : undefined
}

function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<Partial<ChatRequest> & { name?: string; input?: string[] }> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString() || '{}')
}

// As a program of its own: `tsx tests/support/ollama.ts [port]` prints its address.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { url } = await startOllama({ port: Number(process.argv[2] ?? 0) })
  console.log(url)
}
