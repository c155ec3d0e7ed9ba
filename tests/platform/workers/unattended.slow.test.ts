import { afterAll, describe, expect, it, vi } from 'vitest'
import { open, startChat } from '../../support/site.ts'
import { type WorkerSite, workerSite } from '../../support/worker.ts'

vi.setConfig({ hookTimeout: 60_000 })

const patience = { timeout: 60_000, interval: 200 }

// These take their time: a Durable Object without an alarm is evicted after 70 to 140 s, by a clock that nobody can turn.
describe.concurrent('nobody watches', () => {
  const sites: WorkerSite[] = []

  async function start(): Promise<WorkerSite> {
    const site = await workerSite()
    sites.push(site)
    return site
  }

  afterAll(() => Promise.all(sites.map((site) => site.close())))

  it('finishes an answer of 200 s', async () => {
    const site = await start()
    const words = Array.from({ length: 200 }, (_, index) => ` w${index}`)
    site.ollama.enqueue({ chunks: words, tokenMs: 1000 })
    const chat = await startChat(site, 'Hello')
    await vi.waitFor(() => expect(site.ollama.requests).toHaveLength(1), patience)
    await vi.waitFor(() => expect(site.ollama.open).toBe(0), { timeout: 400_000, interval: 1000 })
    expect(site.ollama.aborted).toBe(0)
    expect(site.ollama.requests.filter(({ messages }) => messages.length === 1)).toHaveLength(1)
    await vi.waitFor(async () => expect(await (await open(site, chat.path)).text()).toContain('w199'), patience)
  }, 540_000)

  it.each([
    ['its object is evicted', (site: WorkerSite, path: string) => site.evict(path)],
    ['the runtime is killed and started anew', (site: WorkerSite) => site.restart()],
  ])(
    'takes an answer up again after %s, at the next alarm',
    async (_what, fail) => {
      const site = await start()
      const first = site.ollama.hold()
      const chat = await startChat(site, 'Hello')
      await first.request
      first.write('One')
      await vi.waitFor(async () => expect(await site.kept(chat.path)).toContain('One'), patience)
      const second = site.ollama.hold()
      await fail(site, chat.path)
      expect((await second.request).messages.at(-1)).toEqual({ role: 'assistant', content: 'One' })
      second.write(' two')
      second.end()
      await vi.waitFor(async () => expect(await (await open(site, chat.path)).text()).toContain('One two'), patience)
    },
    240_000,
  )
})
