import { expect, it, onTestFinished, vi } from 'vitest'
import { readEvents } from '../../support/events.ts'
import { post, startChat } from '../../support/site.ts'
import { type WorkerSite, workerSite } from '../../support/worker.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const patience = { timeout: 30_000 }

async function start(env: Record<string, string>): Promise<WorkerSite> {
  const site = await workerSite({ env })
  onTestFinished(site.close)
  return site
}

/** The last message of each request to the model. */
function asked(site: WorkerSite): (string | undefined)[] {
  return site.ollama.requests.map(({ messages }) => messages.at(-1)?.content)
}

/** The stream's text until it holds the words. */
async function seen(site: WorkerSite, stream: string, words: string): Promise<void> {
  let text = ''
  for await (const { data } of readEvents(await site.fetch(stream))) {
    text += data
    if (text.includes(words)) return
  }
  throw new Error(`the stream ended without ${words}`)
}

it('lets as many answers run at once as may, in all chats together, and the others wait their turn', async () => {
  const site = await start({ WEIR_MAX_RUNNING_PER_USER: '1' })
  const first = site.ollama.hold()
  await startChat(site, 'One')
  await first.request
  const two = await startChat(site, 'Two')
  await seen(site, two.stream, 'Next in line')
  const three = await startChat(site, 'Three')
  await seen(site, three.stream, 'Waiting for 1 other answer')

  // One that is stopped while it waits leaves its place to the one behind it.
  await post(site, `${two.path}/messages/${two.message}/cancellation`)
  await seen(site, three.stream, 'Next in line')
  expect(asked(site)).toEqual(['One'])
  first.end()
  await vi.waitFor(() => expect(asked(site)).toContain('Three'), patience)
  expect(asked(site)).not.toContain('Two')
})

it('gives the place of an object that was evicted to the next one, and waits again when it comes back', async () => {
  const site = await start({ WEIR_MAX_RUNNING_PER_USER: '1' })
  const [first, second] = [site.ollama.hold(), site.ollama.hold()]
  const one = await startChat(site, 'One')
  await first.request
  first.write('Begun')
  await vi.waitFor(async () => expect(await site.kept(one.path)).toContain('Begun'), patience)
  const two = await startChat(site, 'Two')
  await seen(site, two.stream, 'Next in line')

  await site.evict(one.path)
  expect((await second.request).messages[0]?.content).toBe('Two')
  await seen(site, one.stream, 'Next in line')
  expect(asked(site)).toEqual(['One', 'Two'])
  second.end()
  await vi.waitFor(() => expect(asked(site)).toContain('Begun'), patience)
})

it('keeps who waits, and lets go on who runs, when the turnstile itself is evicted', async () => {
  const site = await start({ WEIR_MAX_RUNNING_PER_USER: '1' })
  const [first, second] = [site.ollama.hold(), site.ollama.hold()]
  const one = await startChat(site, 'One')
  await first.request
  const two = await startChat(site, 'Two')
  await seen(site, two.stream, 'Next in line')
  await site.evict('/chats/turnstile')
  await second.request
  first.write('Still here')
  await seen(site, one.stream, 'Still here')
  expect(site.ollama.aborted).toBe(0)
  first.end()
  second.end()
})
