import { afterEach, vi } from 'vitest'
import { patientFetch as fetch } from '../../src/platform/node/fetch.ts'
import { createOllama } from '../../src/providers/ollama.ts'
import { type Delta, type Provider, ProviderError, type ProviderRequest } from '../../src/providers/provider.ts'
import { words } from '../../src/strings/en/words.ts'
import { type StandIn, startOllama } from '../support/ollama.ts'

export const request: ProviderRequest = { model: 'llama3.2:latest', messages: [{ role: 'user', content: 'Tea?' }] }
const open: StandIn[] = []

/** A stand-in and a provider that asks it; gone after the test. */
export async function setUp(
  options?: Parameters<typeof startOllama>[0],
): Promise<{ ollama: StandIn; provider: Provider }> {
  const ollama = await startOllama(options)
  open.push(ollama)
  return { ollama, provider: createOllama({ words: words.ollama, url: ollama.url, fetch }) }
}

afterEach(async () => {
  vi.restoreAllMocks()
  for (const ollama of open.splice(0)) await ollama.close()
})

/** Reads to the end: what came, and the error that ended it. */
export async function read(provider: Provider, asked = request, signal = new AbortController().signal) {
  const deltas: Delta[] = []
  try {
    for await (const delta of provider.stream(asked, signal)) deltas.push(delta)
  } catch (error) {
    return { deltas, error: error instanceof ProviderError ? error.message : error }
  }
  return { deltas, error: undefined }
}
