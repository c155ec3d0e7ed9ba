import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Ollama } from 'ollama/browser'
import { afterEach, expect, it } from 'vitest'
import { type StandIn, startOllama } from './ollama.ts'

const open: StandIn[] = []

async function start(): Promise<{ ollama: StandIn; client: Ollama }> {
  const ollama = await startOllama()
  open.push(ollama)
  return { ollama, client: new Ollama({ host: ollama.url }) }
}

afterEach(async () => {
  for (const ollama of open.splice(0)) await ollama.close()
})

const messages = [{ role: 'user', content: 'Tea?' }]

it('pulls a model, step by step, and deletes it', async () => {
  const { client } = await start()
  const steps: string[] = []
  for await (const { status } of await client.pull({ model: 'gemma3', stream: true })) steps.push(status)
  expect([steps[0], steps.at(-1)]).toEqual(['pulling manifest', 'success'])
  expect((await client.list()).models.map(({ name }) => name)).toContain('gemma3:latest')
  expect((await client.show({ model: 'gemma3' })).capabilities).toEqual(['completion'])
  await client.delete({ model: 'gemma3' })
  await expect(client.show({ model: 'gemma3' })).rejects.toThrow("model 'gemma3' not found")
  const missing = await client.pull({ model: 'missing', stream: true })
  await expect(missing[Symbol.asyncIterator]().next()).rejects.toThrow('file does not exist')
})

it('gives the same text the same vector', async () => {
  const { client } = await start()
  const { embeddings } = await client.embed({ model: 'nomic-embed-text', input: ['tea', 'tea', 'milk'] })
  expect(embeddings[0]).toEqual(embeddings[1])
  expect(embeddings[0]).not.toEqual(embeddings[2])
})

it('loads a model again when its num_ctx changes', async () => {
  const { ollama, client } = await start()
  for (const num_ctx of [2048, 2048, 4096]) {
    const parts = await client.chat({ model: 'echo', messages, options: { num_ctx }, stream: true })
    for await (const _ of parts);
  }
  expect(ollama.loads).toBe(2)
  expect((await client.ps()).models).toMatchObject([{ name: 'echo:latest', context_length: 4096 }])
})

it.each([
  ['echo', 'Tea?'],
  ['counter:0ms', /^n0 n1 .* n1999$/],
  ['markdown:0ms', /^# Everything at once\n.*<b>HTML/s],
])('answers as its model %s', async (model, text) => {
  const { client } = await start()
  let answer = ''
  for await (const { message } of await client.chat({ model, messages, stream: true })) answer += message.content
  expect(answer).toMatch(text)
})

it('sends nothing, not even headers, before the first piece', async () => {
  const { ollama } = await start()
  const answer = ollama.hold()
  let headers = false
  const response = fetch(`${ollama.url}/api/chat`, {
    method: 'POST',
    body: JSON.stringify({ model: 'echo', messages }),
  })
  const arrived = response.then(() => {
    headers = true
  })
  await answer.request
  await fetch(`${ollama.url}/api/version`)
  expect(headers).toBe(false)
  answer.write('Yes.')
  answer.end()
  await arrived
  expect(await (await response).text()).toMatch(/"content":"Yes\."/)
})

it('runs as a program of its own', async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const program = spawn(process.execPath, ['--import', 'tsx', 'tests/support/ollama.ts'], { cwd: root })
  try {
    const [address] = await once(program.stdout, 'data')
    const record = await fetch(new URL('/stand-in', String(address).trim()))
    expect(await record.json()).toMatchObject({ requests: [], open: 0, aborted: 0, loads: 0 })
  } finally {
    program.kill()
    await once(program, 'exit')
  }
})

it.each([
  ['nomic-embed-text', false, '"nomic-embed-text" does not support chat'],
  ['echo', true, '"echo" does not support thinking'],
])('refuses what the model %s cannot do', async (model, think, error) => {
  const { client } = await start()
  await expect(client.chat({ model, messages, think, stream: true })).rejects.toThrow(error)
})
