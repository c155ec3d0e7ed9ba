import { afterAll, describe, expect, it } from 'vitest'
import { open, startChat } from '../../support/site.ts'
import { type WorkerSite, workerSite } from '../../support/worker.ts'

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
    await expect.poll(() => site.ollama.open, { timeout: 230_000, interval: 1000 }).toBe(0)
    expect(site.ollama.aborted).toBe(0)
    expect(site.ollama.requests.filter(({ messages }) => messages.length === 1)).toHaveLength(1)
    await expect
      .poll(async () => (await open(site, chat.path)).text(), { timeout: 10_000, interval: 500 })
      .toContain('w199')
  }, 260_000)

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
      await expect.poll(() => site.kept(chat.path), { timeout: 10_000 }).toContain('One')
      const second = site.ollama.hold()
      await fail(site, chat.path)
      expect((await second.request).messages.at(-1)).toEqual({ role: 'assistant', content: 'One' })
      second.write(' two')
      second.end()
      await expect.poll(async () => (await open(site, chat.path)).text(), { timeout: 10_000 }).toContain('One two')
    },
    90_000,
  )
})
