import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createCatalog } from '../../src/providers/catalog.ts'
import type { Model, Provider } from '../../src/providers/provider.ts'
import { words } from '../../src/strings/en/words.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const model: Model = { id: 'fake/one', name: 'one' }

/** A catalog over one provider that counts how often it is asked, and the guide. */
function catalogOf(parts: Partial<Provider> = {}) {
  const models = vi.fn<Provider['models']>(parts.models ?? (async () => [model]))
  const silent = async function* () {}
  const provider: Provider = { name: 'fake', status: async () => ({ ok: true }), stream: silent, ...parts, models }
  const guide: Provider = { ...provider, name: 'guide', models: async () => [{ id: 'guide/guide', name: 'Guide' }] }
  return { models, catalog: createCatalog([provider, guide], words.providers, Date.now) }
}

const after = <T>(ms: number, value: T) => new Promise<T>((resolve) => setTimeout(resolve, ms, value))

it('asks once for all who want to know at the same time, and for those of the next five seconds', async () => {
  const { models, catalog } = catalogOf({ models: () => after(300, [model]) })
  const offers = Promise.all(Array.from({ length: 50 }, () => catalog.offer()))
  await vi.advanceTimersByTimeAsync(300)
  expect(new Set(await offers).size).toBe(1)
  await vi.advanceTimersByTimeAsync(4900)
  expect((await catalog.offer()).models.map(({ id }) => id)).toEqual(['fake/one', 'guide/guide'])
  expect(models).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(200)
  void catalog.offer()
  expect(models).toHaveBeenCalledTimes(2)
})

it('asks anew for who wants it fresh, also while another question is under way', async () => {
  const { models, catalog } = catalogOf({ models: () => after(300, [model]) })
  const both = Promise.all([catalog.offer(), catalog.offer({ fresh: true })])
  await vi.advanceTimersByTimeAsync(300)
  await both
  expect(models).toHaveBeenCalledTimes(2)
})

it('waits no longer than 1.5 s for a provider that does not answer, and offers the others', async () => {
  const never = new Promise<never>(() => {})
  const { catalog } = catalogOf({ models: () => never, status: () => never })
  const offer = catalog.offer()
  await vi.advanceTimersByTimeAsync(1500)
  expect(await offer).toMatchObject({ status: { ok: false }, models: [{ id: 'guide/guide' }] })
})

it('says what to do when there is no model, but not when that is only unknown', async () => {
  const { catalog } = catalogOf({ models: async () => [] })
  const { status } = await catalog.offer()
  expect(status).toMatchObject({ ok: false, advice: expect.stringContaining('ollama pull') })
  const unknown = catalogOf({ models: () => Promise.reject(new Error('no list')) })
  expect(await unknown.catalog.offer()).toMatchObject({ status: { ok: true }, models: [{ id: 'guide/guide' }] })
})

it('names no model of an unknown provider', () => {
  const { catalog } = catalogOf()
  expect(() => catalog.stream('gone/one', { messages: [] }, new AbortController().signal)).toThrow(
    /not offered any more/,
  )
})
