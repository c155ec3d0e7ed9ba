import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it, vi } from 'vitest'
import { serve } from '../../src/platform/node/serve.ts'
import { eventStreamHeaders, heartbeat, opening } from '../../src/streaming/event.ts'
import { type Position, type StepResult, Subscriber } from '../../src/streaming/subscriber.ts'

setFlagsFromString('--expose-gc')
const gc: () => void = runInNewContext('gc')

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function heldBytes(): Promise<number> {
  // What is outside of the heap goes a turn after what refers to it.
  for (let turn = 0; turn < 3; turn++) {
    gc()
    await sleep(20)
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** A server of event streams over a log of frames, with a clock that the test moves. */
async function fastStream() {
  const frame = new Uint8Array(64 * 1024).fill(10)
  const log = { frames: 0, over: false }
  const clock = { now: 0 }
  const readers = new Set<Subscriber>()
  const step = (at: Position): StepResult => {
    const next = at.next + 1
    if (at.next >= log.frames) return undefined
    return { bytes: frame, position: { ...at, next, offset: 0 }, last: log.over && next === log.frames }
  }
  const subscribe = () => {
    const from = { next: log.frames, offset: 0, edition: '1' }
    const reader = new Subscriber(
      opening,
      heartbeat,
      from,
      step,
      () => clock.now,
      (gone) => readers.delete(gone),
    )
    readers.add(reader)
    return new Response(reader.stream, { headers: eventStreamHeaders })
  }
  const server = await serve({ fetch: async () => subscribe() }, { host: '127.0.0.1', port: 0 })
  return {
    ...{ server, readers, clock },
    push(frames: number, over = false) {
      log.frames += frames
      log.over = over
      for (const reader of [...readers]) reader.wake()
    },
  }
}

/** A connection that has begun to read and then stopped. */
async function stopReading(address: string): Promise<Socket> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
  await once(socket, 'data')
  socket.pause()
  return socket
}

it('20 readers that stop reading a fast stream cost under 1 MB each, and their sockets are released after a minute', async () => {
  // What the server library says about a broken line.
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  const { server, readers, clock, push } = await fastStream()
  const stopped = await Promise.all(Array.from({ length: 20 }, () => stopReading(server.address)))
  const { body } = await fetch(server.address)
  const watching = body?.getReader()
  await watching?.read()
  const before = await heldBytes()
  // 64 MB: far more than the network itself keeps for one who does not read.
  let passed = 0
  for (let frame = 1; frame <= 1000; frame++) {
    push(1)
    while (passed < frame * 64 * 1024) passed += (await watching?.read())?.value?.length ?? Number.POSITIVE_INFINITY
  }
  const each = ((await heldBytes()) - before) / 20
  console.log(`held for one stopped reader of 64 MB: ${Math.round(each / 1000)} kB`)
  expect(each).toBeLessThan(1_000_000)

  // All that time the one who reads is kept.
  for (clock.now = 0; clock.now <= 75_000; clock.now += 15_000) {
    for (const reader of [...readers]) reader.beat()
    await sleep(5)
  }
  expect(readers.size).toBe(1)
  await Promise.all(
    stopped.map(async (socket) => {
      const closed = once(socket, 'close')
      socket.resume()
      await closed
    }),
  )
  expect(said).toHaveBeenCalledTimes(20)
  push(1, true)
  while (!(await watching?.read())?.done);
  await server.close()
})
