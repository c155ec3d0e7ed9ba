import { describe, expect, it } from 'vitest'
import { heartbeat, opening } from '../../src/streaming/event.ts'
import { type Position, type StepResult, Subscriber } from '../../src/streaming/subscriber.ts'

const bytes = (size: number) => new Uint8Array(size).fill(1)
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** A subscriber over a log of so many chunks, with a clock and a count of what was asked of the log. */
function watched({ chunks = Number.POSITIVE_INFINITY, size = 1000 } = {}) {
  const clock = { now: 0 }
  const log = { length: 0, asked: 0, closed: 0 }
  const step = (at: Position): StepResult => {
    log.asked += 1
    if (at.next >= log.length) return undefined
    const next = at.next + 1
    return { bytes: bytes(size), position: { ...at, next, offset: next }, last: next === chunks }
  }
  const subscriber = new Subscriber(
    opening,
    heartbeat,
    { next: 0, offset: 0, edition: '1' },
    step,
    () => clock.now,
    () => {
      log.closed += 1
    },
  )
  return { clock, log, subscriber, reader: subscriber.stream.getReader() }
}

describe('a subscriber', () => {
  it('opens at once, sends what comes, and closes after the last', async () => {
    const { log, subscriber, reader } = watched({ chunks: 2 })
    expect((await reader.read()).value).toBe(opening)
    const first = reader.read()
    await turn()
    log.length = 1
    subscriber.wake()
    expect((await first).value).toHaveLength(1000)
    log.length = 2
    subscriber.wake()
    expect((await reader.read()).value).toHaveLength(1000)
    expect((await reader.read()).done).toBe(true)
    expect(log.closed).toBe(1)
  })

  it('holds one chunk for a reader that does not read, however much there is', async () => {
    const { log, subscriber, reader } = watched({ size: 50_000 })
    await reader.read()
    for (let i = 0; i < 10_000; i++) {
      log.length = i
      subscriber.wake()
      if (i % 1000 === 0) await turn()
    }
    // One that was asked for before there was one, and one that waits.
    expect(log.asked).toBeLessThanOrEqual(3)
  })

  it('drops a reader that has read nothing for a minute, and not before', async () => {
    const { clock, log, subscriber, reader } = watched()
    log.length = 10
    await reader.read()
    await turn()
    for (clock.now = 0; clock.now <= 60_000; clock.now += 15_000) subscriber.beat()
    expect(log.closed).toBe(0)
    clock.now = 75_000
    subscriber.beat()
    expect(log.closed).toBe(1)
    await expect(reader.read()).rejects.toThrow('read nothing')
  })

  it('drops one that did not even read the opening', async () => {
    const { clock, log, subscriber } = watched()
    clock.now = 60_001
    subscriber.beat()
    expect(log.closed).toBe(1)
  })

  it('keeps a slow reader, and one on whom the model is silent', async () => {
    const { clock, log, subscriber, reader } = watched()
    log.length = 3
    await reader.read()
    for (const at of [50_000, 100_000, 150_000]) {
      clock.now = at
      subscriber.beat()
      await reader.read()
      await turn()
    }
    const silent = reader.read()
    for (const at of [400_000, 500_000]) {
      clock.now = at
      subscriber.beat()
    }
    expect((await silent).value).toBe(heartbeat)
    expect(log.closed).toBe(0)
  })

  it.each(['cancel', 'close'] as const)('lets go of everything at %s, at any time, and is then quiet', async (how) => {
    const { log, subscriber, reader } = watched()
    await reader.read()
    const waiting = reader.read()
    await turn()
    if (how === 'cancel') await reader.cancel()
    else subscriber.close()
    expect((await waiting).done).toBe(true)
    expect(log.closed).toBe(1)
    log.length = 5
    subscriber.wake()
    subscriber.beat()
    subscriber.close()
    await turn()
    expect(log.closed).toBe(1)
  })

  it('is closed when its step fails', async () => {
    let closed = 0
    const subscriber = new Subscriber(
      opening,
      heartbeat,
      { next: 0, offset: 0, edition: '1' },
      () => Promise.reject(new Error('broken')),
      () => 0,
      () => {
        closed += 1
      },
    )
    const reader = subscriber.stream.getReader()
    await reader.read()
    await expect(reader.read()).rejects.toThrow('broken')
    expect(closed).toBe(1)
  })
})
