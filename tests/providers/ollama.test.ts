import { describe, expect, it } from 'vitest'
import { patientFetch as fetch } from '../../src/platform/node/fetch.ts'
import { createOllama } from '../../src/providers/ollama.ts'
import { words } from '../../src/strings/en/words.ts'
import { joined, testProvider } from '../contracts/provider.ts'
import { read, request, setUp } from './ollama-setup.ts'

testProvider('ollama', async () => {
  const { ollama, provider } = await setUp()
  ollama.models.push('llama3.2:0ms')
  return { provider, request: { ...request, model: 'llama3.2:0ms' }, close: ollama.close }
})

describe('models of Ollama', () => {
  it('are those that can chat, with size, abilities and whether they are loaded', async () => {
    const { ollama, provider } = await setUp()
    ollama.models = ['llama3.2:latest', 'thinker:latest', 'nomic-embed-text:latest']
    ollama.enqueue({ chunks: ['Yes.'] })
    await read(provider)
    // On a busy machine the first list does not wait until all is known.
    await expect
      .poll(() => provider.models())
      .toEqual([
        model('llama3.2:latest', ['completion'], true),
        model('thinker:latest', ['completion', 'thinking'], false),
      ])
  })

  it('are told from those that Ollama only passes on to its cloud', async () => {
    const { ollama, provider } = await setUp()
    ollama.models = ['thinker:cloud']
    const abilities = ['completion', 'thinking']
    await expect
      .poll(() => provider.models())
      .toEqual([{ id: 'ollama/thinker:cloud', name: 'thinker:cloud', remote: true, capabilities: abilities }])
  })

  it('are asked for their abilities once', async () => {
    const { ollama, provider } = await setUp()
    ollama.models = ['llama3.2:latest']
    const asked = () => ollama.paths.filter((path) => path === 'POST /api/show').length
    await expect.poll(() => provider.models()).toMatchObject([{ capabilities: ['completion'] }])
    const before = asked()
    await provider.models()
    expect(asked()).toBe(before)
  })

  it('are listed by a server that knows neither /api/ps nor abilities', async () => {
    const { ollama } = await setUp()
    ollama.models = ['llama3.2:latest']
    const old: typeof globalThis.fetch = (input, init) =>
      /ps$|show$/.test(String(input)) ? Promise.resolve(Response.json({}, { status: 404 })) : fetch(input, init)
    const [first] = await createOllama({ words: words.ollama, url: ollama.url, fetch: old }).models()
    expect(first).toEqual({ id: 'ollama/llama3.2:latest', name: 'llama3.2:latest', size: 2_019_393_189, loaded: false })
  })

  function model(name: string, capabilities: string[], loaded: boolean) {
    return { id: `ollama/${name}`, name, size: 2_019_393_189, loaded, capabilities }
  }
})

describe('a request to Ollama', () => {
  it('carries what was asked for and nothing else', async () => {
    const { ollama, provider } = await setUp()
    ollama.enqueue({ chunks: ['Yes.'] })
    await read(provider)
    expect(ollama.requests).toEqual([{ ...request, stream: true }])

    ollama.enqueue({ chunks: ['Yes.'] })
    const options = { temperature: 0, num_ctx: 8192, stop: ['END'] }
    await read(provider, { ...request, options, think: 'low', keepAlive: '10m' })
    expect(ollama.requests[1]).toEqual({ ...request, stream: true, options, think: 'low', keep_alive: '10m' })
  })

  it('carries the key, and says so when it is refused', async () => {
    const { ollama, provider } = await setUp({ key: 'sesame' })
    const refused = expect.stringMatching(/^Ollama at .* refused access: unauthorized\. Set OLLAMA_API_KEY/)
    expect((await read(provider)).error).toEqual(refused)
    const keyed = createOllama({ words: words.ollama, url: ollama.url, key: 'sesame', fetch })
    expect(await keyed.status()).toMatchObject({ ok: true })
    ollama.enqueue({ chunks: ['Yes.'] })
    expect((await read(keyed)).error).toBeUndefined()
  })
})

describe('an answer of Ollama', () => {
  it('has thinking apart from text, and counts in milliseconds with the context in force', async () => {
    const { ollama, provider } = await setUp()
    const counts = {
      load_duration: 1_500_000,
      eval_duration: 2_000_000_000,
      total_duration: 3e9,
      done_reason: 'length',
    }
    ollama.enqueue({ thinking: ['Hm', '…'], chunks: ['Fo', 'ur'], counts: { ...counts, prompt_eval_count: 7 } })
    const { deltas } = await read(provider, { ...request, model: 'thinker', options: { num_ctx: 8192 } })
    expect(deltas).toEqual([
      { type: 'thinking', text: 'Hm' },
      { type: 'thinking', text: '…' },
      { type: 'text', text: 'Fo' },
      { type: 'text', text: 'ur' },
      {
        type: 'counts',
        counts: {
          promptTokens: 7,
          answerTokens: 4,
          contextTokens: 8192,
          loadMs: 2,
          answerMs: 2000,
          totalMs: 3000,
          finishReason: 'length',
        },
      },
    ])
  })

  it('has the thinking of models that write it into their text', async () => {
    const { ollama, provider } = await setUp()
    ollama.enqueue({ chunks: [...'<think>Hm.</think>\n\nFour.'] })
    const { deltas } = await read(provider)
    expect([joined(deltas, 'thinking'), joined(deltas, 'text')]).toEqual(['Hm.', 'Four.'])
  })

  it('needs no /api/ps', async () => {
    const { ollama } = await setUp()
    ollama.enqueue({ chunks: ['Yes.'] })
    const broken: typeof globalThis.fetch = (input, init) =>
      String(input).endsWith('/api/ps') ? Promise.reject(new TypeError('fetch failed')) : fetch(input, init)
    const { deltas, error } = await read(createOllama({ words: words.ollama, url: ollama.url, fetch: broken }))
    expect(error).toBeUndefined()
    expect(deltas.at(-1)).toMatchObject({ type: 'counts', counts: { answerTokens: 1 } })
    expect(deltas.at(-1)).not.toHaveProperty('counts.contextTokens')
  })

  it('arrives whole when the network cuts it anywhere, in the middle of a character too', async () => {
    const lines = `${JSON.stringify({ message: { content: 'Zwölf 🫖' }, done: false })}\r\n\n{"done":true}\n`
    const bytes = new TextEncoder().encode(lines)
    const byteByByte = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    const provider = createOllama({
      words: words.ollama,
      url: 'http://gpu.example',
      fetch: async () => new Response(byteByByte),
    })
    const { deltas, error } = await read(provider)
    expect([joined(deltas, 'text'), error]).toEqual(['Zwölf 🫖', undefined])
  })
})
