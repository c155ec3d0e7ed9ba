import { afterEach, describe, expect, it } from 'vitest'
import type { Delta, Provider, ProviderRequest } from '../../src/providers/provider.ts'

export type ProviderSetup = {
  provider: Provider
  request: ProviderRequest
  close?: () => Promise<void>
}

export async function collect(deltas: AsyncIterable<Delta>): Promise<Delta[]> {
  const all: Delta[] = []
  for await (const delta of deltas) all.push(delta)
  return all
}

/** All text of one type, joined. */
export function joined(deltas: Delta[], type: 'text' | 'thinking'): string {
  return deltas.map((delta) => (delta.type === type ? delta.text : '')).join('')
}

/** What every provider promises. `request` must be answered with ten pieces of text at least. */
export function testProvider(name: string, setUp: () => Promise<ProviderSetup>): void {
  describe(`provider contract: ${name}`, () => {
    const open: ProviderSetup[] = []

    async function start(): Promise<ProviderSetup> {
      const setup = await setUp()
      open.push(setup)
      return setup
    }

    afterEach(async () => {
      for (const setup of open.splice(0)) await setup.close?.()
    })

    it('lists its models under its own name, the asked one among them', async () => {
      const { provider, request } = await start()
      const models = await provider.models()
      expect(models.map((model) => model.id)).toContain(`${provider.name}/${request.model}`)
      for (const model of models) expect(model.id.startsWith(`${provider.name}/`)).toBe(true)
    })

    it('is ready', async () => {
      const { provider } = await start()
      expect(await provider.status()).toMatchObject({ ok: true })
    })

    it('streams text in pieces, and counts once, last', async () => {
      const { provider, request } = await start()
      const deltas = await collect(provider.stream(request, new AbortController().signal))
      expect(deltas.filter((delta) => delta.type === 'text').length).toBeGreaterThanOrEqual(10)
      expect(deltas.map((delta) => delta.type).indexOf('counts')).toBe(deltas.length - 1)
      const last = deltas.at(-1)
      expect(last?.type === 'counts' && last.counts).toMatchObject({ finishReason: 'stop' })
      expect(last?.type === 'counts' && last.counts.answerTokens).toBeGreaterThan(0)
    })

    it('goes on from the text of an assistant message that is last', async () => {
      const { provider, request } = await start()
      const { signal } = new AbortController()
      const whole = joined(await collect(provider.stream(request, signal)), 'text')
      const begun = whole.slice(0, whole.length / 2)
      const messages = [...request.messages, { role: 'assistant' as const, content: begun }]
      const rest = joined(await collect(provider.stream({ ...request, messages }, signal)), 'text')
      expect(begun + rest).toBe(whole)
    })

    it('answers two at once, each its own', async () => {
      const { provider, request } = await start()
      const { signal } = new AbortController()
      const both = await Promise.all([
        collect(provider.stream(request, signal)),
        collect(provider.stream(request, signal)),
      ])
      const [one, two] = both.map((deltas) => joined(deltas, 'text'))
      expect(one).toBe(two)
    })

    it("throws the signal's reason, before it has begun and in the middle", async () => {
      const { provider, request } = await start()
      const reason = new Error('stopped by a person')
      await expect(collect(provider.stream(request, AbortSignal.abort(reason)))).rejects.toBe(reason)

      const controller = new AbortController()
      const received: Delta[] = []
      const reading = (async () => {
        for await (const delta of provider.stream(request, controller.signal)) {
          received.push(delta)
          if (received.length === 3) controller.abort(reason)
        }
      })()
      await expect(reading).rejects.toBe(reason)
      expect(received.some((delta) => delta.type === 'counts')).toBe(false)
    })

    it('can be left in the middle, and asked again', async () => {
      const { provider, request } = await start()
      for await (const delta of provider.stream(request, new AbortController().signal)) {
        if (delta.type === 'text') break
      }
      const again = await collect(provider.stream(request, new AbortController().signal))
      expect(again.at(-1)?.type).toBe('counts')
    })
  })
}
