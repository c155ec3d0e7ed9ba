import type { ServerResponse } from 'node:http'

export type ChatRequest = {
  model: string
  messages: { role: string; content: string }[]
  stream?: boolean
  think?: boolean | string
  keep_alive?: string | number
  options?: Record<string, unknown>
}

/** What the last line of an answer says beside `done`. Durations in nanoseconds, as Ollama has them. */
export type Ending = {
  done_reason?: string
  total_duration?: number
  load_duration?: number
  prompt_eval_count?: number
  prompt_eval_duration?: number
  eval_count?: number
  eval_duration?: number
}

/**
 * One answer, written piece by piece. What is written before the request has come is sent when it comes; nothing at
 * all is sent before the first piece, not even headers, as with a model that still loads.
 */
export class Answer {
  /** Resolves with the request when it has come. */
  readonly request: Promise<ChatRequest>
  /** Resolves when the connection is closed, by whichever side. */
  readonly closed: Promise<void>
  #connected: (request: ChatRequest) => void = () => {}
  #disconnected: () => void = () => {}
  #response: ServerResponse | undefined
  #waiting: ((response: ServerResponse) => void)[] = []
  #model = ''
  #pieces = 0

  constructor() {
    this.request = new Promise((resolve) => {
      this.#connected = resolve
    })
    this.closed = new Promise((resolve) => {
      this.#disconnected = resolve
    })
  }

  get gone(): boolean {
    return this.#response?.closed ?? false
  }

  /** For the server: this is the request that it answers. */
  connect(request: ChatRequest, response: ServerResponse): void {
    this.#model = request.model
    this.#response = response
    response.on('close', this.#disconnected)
    for (const send of this.#waiting.splice(0)) send(response)
    this.#connected(request)
  }

  write(content: string): void {
    this.#pieces++
    this.#line({ message: { role: 'assistant', content }, done: false })
  }

  think(thinking: string): void {
    this.#pieces++
    this.#line({ message: { role: 'assistant', content: '', thinking }, done: false })
  }

  /** Ends it as Ollama does. */
  end(ending: Ending = {}): void {
    this.#line({
      message: { role: 'assistant', content: '' },
      done: true,
      done_reason: 'stop',
      total_duration: 2_000_000_000,
      load_duration: 500_000_000,
      prompt_eval_count: 12,
      prompt_eval_duration: 100_000_000,
      eval_count: this.#pieces,
      eval_duration: 1_000_000_000,
      ...ending,
    })
    this.#send((response) => response.end())
  }

  /** The model failed: the line that Ollama then writes. */
  error(reason: string): void {
    this.raw(`${JSON.stringify({ error: reason })}\n`)
    this.#send((response) => response.end())
  }

  /** No answer but an HTTP status. */
  refuse(status: number, error: string): void {
    this.#send((response) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      response.end(JSON.stringify({ error }))
    })
  }

  /** Breaks the connection, as a server that is killed does. */
  cut(): void {
    this.#send((response) => response.destroy(new Error('cut by the stand-in')))
  }

  /** Ends the response without saying `done`. */
  stop(): void {
    this.#send((response) => response.end())
  }

  /** Any bytes. */
  raw(bytes: string): void {
    this.#send((response) => {
      if (!response.headersSent) response.writeHead(200, { 'content-type': 'application/x-ndjson' })
      response.write(bytes)
    })
  }

  #line(part: object): void {
    this.raw(`${JSON.stringify({ model: this.#model, created_at: new Date().toISOString(), ...part })}\n`)
  }

  #send(send: (response: ServerResponse) => void): void {
    if (!this.#response) this.#waiting.push(send)
    else if (!this.#response.destroyed) send(this.#response)
  }
}
