import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { type ReceivedEvent, readEvents, seen } from '../support/events.ts'
import { Page } from '../support/page.ts'
import { type RemoteSite, remoteSite } from '../support/remote.ts'
import { open, startChat } from '../support/site.ts'

let site: RemoteSite | undefined

afterEach(async () => {
  await site?.close()
})

/** Reads a stream until it ends, whichever way. */
async function collect(response: Response): Promise<ReceivedEvent[]> {
  const events: ReceivedEvent[] = []
  for await (const event of readEvents(response)) events.push(event)
  return events
}

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  it('ends the program within 5 s with 50 open streams, and its readers go on after the next start', async () => {
    const own = await remoteSite()
    site = own
    const held = own.ollama.hold()
    const chat = await startChat(own, 'Hello')
    await held.request
    held.write('Some text')
    const streams = await Promise.all(Array.from({ length: 49 }, () => own.fetch(chat.stream)))
    const growing = await open(own, `${chat.path}?growing`)
    const reading = streams.map((response) => collect(response))
    // They have been shown it.
    await seen(readEvents(await own.fetch(chat.stream)), 'Some text')

    const child = own.server.process
    const exit = once(child, 'exit')
    const began = performance.now()
    child.kill(signal)
    const read = await Promise.all(reading)
    await growing.text().catch(() => '')
    const [code, killed] = await exit
    const took = Math.round(performance.now() - began)
    console.log(`${signal}: ended after ${took} ms`)
    expect([code, killed]).toEqual([0, null])
    expect(took).toBeLessThan(5000)
    for (const events of read) {
      expect(events.length).toBeGreaterThan(0)
      expect(events.every(({ event }) => event === 'patch')).toBe(true)
    }
    await expect(own.fetch('/')).rejects.toThrow()
    expect(own.server.output()).not.toMatch(/error/i)

    const again = own.ollama.hold()
    await own.restart()
    expect((await again.request).messages.at(-1)).toEqual({ role: 'assistant', content: 'Some text' })
    const page = new Page(await (await open(own, chat.path)).text())
    const back = own.fetch(chat.stream, { headers: { 'Last-Event-ID': read[0]?.at(-1)?.id ?? '' } }).then(collect)
    again.write(' and the rest.')
    again.end()
    for (const event of await back) page.apply(event)
    expect(page.text(`#m${chat.message}-body`)).toBe('Some text and the rest.')
    expect(page.has('[sse-connect]')).toBe(false)
  })

  it('ends at once when nothing runs', async () => {
    const own = await remoteSite()
    site = own
    await (await open(own, '/')).text()
    const exit = once(own.server.process, 'exit')
    const began = performance.now()
    own.server.process.kill(signal)
    expect(await exit).toEqual([0, null])
    // Not by the limit of 4 s, after which it ends without more ado.
    expect(performance.now() - began).toBeLessThan(3500)
  })
})
