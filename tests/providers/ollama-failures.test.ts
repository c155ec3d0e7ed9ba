import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { patientFetch } from '../../src/platform/node/fetch.ts'
import { createOllama } from '../../src/providers/ollama.ts'
import type { Provider } from '../../src/providers/provider.ts'
import { words } from '../../src/strings/en/words.ts'
import { joined } from '../contracts/provider.ts'
import { fastest } from '../support/fastest.ts'
import type { Answer } from '../support/ollama-answer.ts'
import { read, request, setUp } from './ollama-setup.ts'

describe('the state of Ollama', () => {
  const at = (fetch: typeof globalThis.fetch) =>
    createOllama({ words: words.ollama, url: 'http://gpu.example:11434', fetch, patienceMs: 20 })
  const failing = (code: string) => () =>
    Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }))

  it('is its version', async () => {
    const { provider } = await setUp()
    expect(await provider.status()).toEqual({ ok: true, version: '0.40.12' })
  })

  it('tells that it is not running, and how to start it', async () => {
    const { ollama, provider } = await setUp()
    await ollama.close()
    const { host } = new URL(ollama.url)
    const problem = `Ollama does not answer at ${host}.`
    const advice = 'Start it with `ollama serve`, then try again.'
    expect(await provider.status()).toEqual({ ok: false, problem, advice })
    await expect(provider.models()).rejects.toThrow(`${problem} ${advice}`)
    expect(await read(provider)).toEqual({ deltas: [], error: `${problem} ${advice}` })
  })

  it.each([
    ['a name that nobody has', failing('ENOTFOUND'), 'There is no server named gpu.example:11434.', /OLLAMA_HOST/],
    [
      'another machine that refuses',
      failing('ECONNREFUSED'),
      'Ollama does not answer at gpu.example:11434.',
      /listens/,
    ],
    ['another failure', failing('EHOSTUNREACH'), 'Ollama does not answer at gpu.example:11434 (EHOSTUNREACH).', /HOST/],
    ['a page', respond('<h1>Hi</h1>', 200, 'text/html'), 'What answers at gpu.example:11434 is not Ollama.', /HOST/],
    ['other JSON', respond('{}'), 'What answers at gpu.example:11434 is not Ollama.', /OLLAMA_HOST/],
    ['no JSON', respond('OK', 200, 'text/plain'), 'What answers at gpu.example:11434 is not Ollama.', /OLLAMA_HOST/],
    ['no such page', respond('nope', 404), 'What answers at gpu.example:11434 is not Ollama.', /OLLAMA_HOST/],
    ['a proxy', respond('bad', 502), 'gpu.example:11434 is there, but no Ollama behind it (HTTP 502).', /ollama serve/],
    ['an error', respond('{"error":"oh"}', 500), 'Ollama refused the request (HTTP 500): oh.', /Try again/],
    [
      'a gate elsewhere',
      redirect('https://me:secret@login.example/x?token=y'),
      'What answers at gpu.example:11434 sends Weir to another address, login.example, and Weir did not follow.',
      /OLLAMA_HOST/,
    ],
    [
      'a gate of its own',
      redirect('/login'),
      'What answers at gpu.example:11434 sends Weir to another address, and Weir did not follow.',
      /OLLAMA_HOST/,
    ],
    ['a version of no form', respond('{"version":["1"]}'), 'What answers at gpu.example:11434 is not Ollama.', /HOST/],
    ['silence', waitForAbort, 'Ollama at gpu.example:11434 did not answer within 0.02 s.', /restart/],
  ])('names %s', async (_, fetch, problem, advice) => {
    expect(await at(fetch).status()).toEqual({ ok: false, problem, advice: expect.stringMatching(advice) })
  })

  it.each([301, 302, 303, 307, 308])('is not asked for where status %i sends to', async (status) => {
    const { ollama: elsewhere } = await setUp()
    const gate = createServer((_, response) => {
      response.writeHead(status, { location: `${elsewhere.url}/api/chat` })
      response.end()
    })
    await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void gate.close())
    const { port } = gate.address() as AddressInfo
    const provider = createOllama({ words: words.ollama, url: `http://127.0.0.1:${port}`, fetch: patientFetch })
    expect((await read(provider)).error).toMatch(/sends Weir to another address, 127\.0\.0\.1:\d+, and Weir did not/)
    await expect(provider.models()).rejects.toThrow('did not follow')
    expect(elsewhere.paths).toEqual([])
  })

  it('shows no password of its address', async () => {
    const provider = createOllama({
      words: words.ollama,
      url: 'http://me:secret@gpu.example:11434',
      fetch: failing('ECONNRESET'),
    })
    expect(JSON.stringify(await provider.status())).not.toContain('secret')
  })

  function respond(body: string, status = 200, type = 'application/json') {
    return async () => new Response(body, { status, headers: { 'content-type': type } })
  }

  function redirect(location: string) {
    return async () => new Response(null, { status: 302, headers: { location } })
  }

  function waitForAbort(_: unknown, init?: RequestInit): Promise<Response> {
    return new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
    })
  }
})

describe('an answer that fails', () => {
  const chunks = ['one ', 'two ', 'three ']
  it.each([
    ['an error in the middle', { errorAfter: 3 }, /in the middle of the answer: an error was encountered/],
    ['a cut connection', { cutAfter: 3 }, /connection to Ollama broke .* continue the answer/],
    ['a line that is no JSON', { garbageAfter: 3 }, /not part of an answer/],
    ['half a line', { halfLineAfter: 3 }, /connection to Ollama broke/],
    ['an end without done', { stopAfter: 3 }, /connection to Ollama broke/],
  ])('keeps what came before %s, and says why', async (_, trouble, reason) => {
    const { ollama, provider } = await setUp()
    const log = vi.spyOn(console, 'log')
    const warn = vi.spyOn(console, 'warn')
    ollama.enqueue({ chunks, tokenMs: 1, ...trouble })
    const { deltas, error } = await read(provider)
    expect(joined(deltas, 'text')).toBe('one two three ')
    expect(error).toMatch(reason)
    expect([...log.mock.calls, ...warn.mock.calls]).toEqual([])
  })

  it.each([
    ['garbage', 'what?\n', /not part of an answer/],
    ['JSON that is no object', '42\n', /not part of an answer/],
    ['an error', '{"error":"out of memory"}\n', /: out of memory\. Choose a smaller model/],
  ])('keeps what came in the same packet as %s', async (_, line, reason) => {
    const body = `{"message":{"content":"so "},"done":false}\n{"message":{"content":"far"},"done":false}\n${line}`
    const provider = createOllama({
      words: words.ollama,
      url: 'http://gpu.example',
      fetch: async () => new Response(body),
    })
    const { deltas, error } = await read(provider)
    expect(joined(deltas, 'text')).toBe('so far')
    expect(error).toMatch(reason)
  })

  it('keeps a text that was held back because it might become a tag', async () => {
    const { ollama, provider } = await setUp()
    ollama.enqueue({ chunks: ['<thi'], errorAfter: 1 })
    const { deltas, error } = await read(provider)
    expect(joined(deltas, 'text')).toBe('<thi')
    expect(error).toMatch(/in the middle/)
  })

  it('does not fill the memory with a line that never ends', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(1_000_000))
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent++
        if (sent < 20) controller.enqueue(chunk)
        else controller.close()
      },
    })
    const provider = createOllama({
      words: words.ollama,
      url: 'http://gpu.example',
      fetch: async () => new Response(endless),
    })
    expect((await read(provider)).error).toMatch(/not part of an answer/)
    expect(sent).toBeLessThan(10)
  })

  it('names the model that is missing, and how to get it', async () => {
    const { provider } = await setUp()
    expect(await read(provider, { ...request, model: 'qwen3:8b' })).toEqual({
      deltas: [],
      error: 'The model qwen3:8b is not installed. Get it with `ollama pull qwen3:8b`.',
    })
  })

  it('repeats what Ollama says as one line, cut', async () => {
    const { ollama, provider } = await setUp()
    const error = `one\ntwo\0 \u001b[31mthree\u2028\u202efour${' and more'.repeat(100_000)}`
    ollama.enqueue({ refuse: { status: 400, error } })
    const refused = (await read(provider)).error
    expect(refused).toMatch(/^Ollama refused the request \(HTTP 400\): one two \[31mthree four and more/)
    expect(refused).toMatch(/^[^\p{Cc}]{300,450}$/u)
    const held = ollama.hold()
    held.error(error)
    expect((await read(provider)).error).toMatch(/the answer: one two \[31mthree four and more[^\p{Cc}]{200,450}$/u)
  })

  it.each([
    ['no text', '{"message":{"content":{"a":1}},"done":false}'],
    ['no thought', '{"message":{"content":"","thinking":5},"done":false}'],
    ['no message', '{"message":"Hi","done":false}'],
  ])('is garbled by a part that is %s', async (_, line) => {
    const { ollama, provider } = await setUp()
    ollama.hold().raw(`${line}\n`)
    expect((await read(provider)).error).toMatch(/not part of an answer/)
  })

  it('counts nothing that is no number', async () => {
    const { ollama, provider } = await setUp()
    ollama
      .hold()
      .raw('{"done":true,"eval_count":"many","load_duration":1e400,"prompt_eval_count":3,"done_reason":{}}\n')
    expect(await read(provider)).toEqual({
      deltas: [{ type: 'counts', counts: { promptTokens: 3, contextTokens: 4096 } }],
      error: undefined,
    })
  })

  it('repeats what Ollama says', async () => {
    const { ollama, provider } = await setUp()
    const error = 'model requires more system memory (5.6 GiB) than is available (3.0 GiB)'
    ollama.enqueue({ refuse: { status: 500, error } })
    expect((await read(provider)).error).toBe(
      `Ollama refused the request (HTTP 500): ${error}. Choose a smaller model or a shorter context, or close other programs.`,
    )
  })
})

describe('the connection to Ollama', () => {
  const reason = new Error('stopped by a person')

  it('closes within 200 ms of an abort while the model loads', async () => {
    await closesInTime(async (provider, answer) => {
      const controller = new AbortController()
      const reading = read(provider, request, controller.signal)
      await answer.request
      return async () => {
        controller.abort(reason)
        expect(await reading).toEqual({ deltas: [], error: reason })
      }
    })
  })

  it('closes within 200 ms of an abort in the middle', async () => {
    await closesInTime(async (provider, answer) => {
      answer.write('one ')
      const controller = new AbortController()
      const deltas = provider.stream(request, controller.signal)[Symbol.asyncIterator]()
      expect((await deltas.next()).value).toEqual({ type: 'text', text: 'one ' })
      const next = expect(deltas.next()).rejects.toBe(reason)
      return async () => {
        controller.abort(reason)
        await next
      }
    })
  })

  it('closes when the loop is left', async () => {
    await closesInTime(async (provider, answer) => {
      answer.write('one ')
      return async () => {
        for await (const _ of provider.stream(request, new AbortController().signal)) break
      }
    })
  })

  it('closes when the answer fails, though the server would go on', async () => {
    await closesInTime(async (provider, answer) => {
      answer.raw('garbage\n')
      return () => read(provider)
    })
  })

  it('is not counted as aborted after a whole answer', async () => {
    const { ollama, provider } = await setUp()
    const answer = ollama.hold()
    answer.write('one')
    answer.end()
    expect((await read(provider)).error).toBeUndefined()
    await answer.closed
    expect([ollama.open, ollama.aborted]).toEqual([0, 0])
  })

  /** `begin` starts to read an answer, and gives what then closes the line to it. */
  async function closesInTime(begin: (provider: Provider, answer: Answer) => Promise<() => unknown>): Promise<void> {
    const { ollama, provider } = await setUp()
    let rounds = 0
    const took = await fastest(async () => {
      const answer = ollama.hold()
      const close = await begin(provider, answer)
      const started = performance.now()
      await close()
      await answer.closed
      rounds += 1
      expect([ollama.open, ollama.aborted]).toEqual([0, rounds])
      return performance.now() - started
    })
    expect(took).toBeLessThan(200)
  }
})
