import { afterEach, describe, expect, it, vi } from 'vitest'
import { Attempts } from '../../src/middleware/attempts.ts'
import { testSite } from '../support/app.ts'

const HERE = '203.0.113.7'

/** The clock of a test stands still until it is moved; work outside of the event loop, such as hashing, needs real turns. */
const realTurn = setImmediate
const turn = () => new Promise((resolve) => realTurn(resolve))

/** A site with a password, on fake timers, behind a proxy that names where visitors come from. */
async function guarded(env: Record<string, string> = { WEIR_ADDRESS_HEADER: 'X-Real-IP' }) {
  const log: unknown[][] = []
  const report = (...said: unknown[]) => void log.push(said)
  const site = await testSite({ password: 'correct horse', env }, { report })
  vi.useFakeTimers()
  /** The status of an answer: 404 is what is there for whoever is let in. */
  const ask = (password: string | undefined, headers: Record<string, string> = { 'X-Real-IP': HERE }) =>
    site.fetch('/chats/none', {
      headers: { ...headers, ...(password !== undefined && { Authorization: `Basic ${btoa(`me:${password}`)}` }) },
    })
  return {
    log,
    ask,
    async wrong(times: number, headers?: Record<string, string>) {
      for (let i = 0; i < times; i++) expect((await ask(`wrong horse ${i}`, headers)).status).toBe(401)
    },
    /** After how many milliseconds an answer comes, and its status. */
    async timed(answer: Promise<Response>): Promise<[waited: number, status: number]> {
      const began = performance.now()
      const timers = vi.getTimerCount()
      let status = 0
      void answer.then((response) => {
        status = response.status
      })
      while (status === 0 && vi.getTimerCount() === timers) await turn()
      while (status === 0) {
        await vi.advanceTimersToNextTimerAsync()
        await turn()
      }
      return [performance.now() - began, status]
    },
  }
}

afterEach(() => {
  vi.useRealTimers()
})

describe('whoever tries passwords', () => {
  it('is answered ten times at once, and then every three seconds', async () => {
    const { wrong, ask, timed } = await guarded()
    await wrong(10)
    for (let i = 0; i < 3; i++) {
      expect(await timed(ask('wrong again'))).toEqual([3000, 401])
    }
  })

  it('gets in after three seconds with the right one, then without any, and has all tries back after half a minute', async () => {
    const { wrong, ask, timed } = await guarded()
    await wrong(10)
    expect(await timed(ask('correct horse'))).toEqual([3000, 404])
    expect((await ask('correct horse')).status).toBe(404)
    await vi.advanceTimersByTimeAsync(30_000)
    await wrong(10)
  })

  it('is refused while others from there wait, and told when to come again', async () => {
    const { wrong, ask, timed } = await guarded()
    await wrong(10)
    const waiting = Array.from({ length: 5 }, (_, index) => ask(`wrong horse ${index}`))
    while (vi.getTimerCount() < 5) await turn()
    const refused = await ask('correct horse')
    expect(refused.status).toBe(429)
    expect(refused.headers.get('Retry-After')).toBe('3')
    expect(await refused.text()).toContain('Too many wrong passwords')
    await vi.advanceTimersByTimeAsync(3000)
    const [waited, status] = await timed(ask('correct horse'))
    expect([waited, status]).toEqual([15_000, 404])
    await Promise.all(waiting)
  })

  it('learns nothing by asking for much at once', async () => {
    const { ask } = await guarded()
    const statuses: number[] = []
    const asked = Array.from({ length: 100 }, (_, index) =>
      ask(index === 99 ? 'correct horse' : `wrong horse ${index}`).then(({ status }) => statuses.push(status)),
    )
    while (statuses.length < 95) await turn()
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(85)
    await vi.advanceTimersByTimeAsync(15_000)
    await Promise.all(asked)
    expect(statuses).not.toContain(404)
  })

  it('slows nobody who comes from elsewhere', async () => {
    const { wrong, ask } = await guarded()
    await wrong(10)
    await wrong(10, { 'X-Real-IP': '203.0.113.8' })
    expect((await ask('correct horse', { 'X-Real-IP': '203.0.113.9' })).status).toBe(404)
  })

  it('is logged once for each burst, with the address and without the password', async () => {
    const { wrong, ask, log, timed } = await guarded()
    await wrong(10)
    for (let i = 0; i < 30; i++) await timed(ask('wrong horse'))
    expect(log).toEqual([['wrong password', HERE]])
    await vi.advanceTimersByTimeAsync(61_000)
    await wrong(1)
    expect(log).toHaveLength(2)
  })
})

describe('no attempt is', () => {
  it('a request without a password, or with none that can be read', async () => {
    const { ask, wrong, log } = await guarded()
    for (let i = 0; i < 50; i++) expect((await ask(undefined)).status).toBe(401)
    for (const Authorization of ['Basic', 'Basic %%%', 'Bearer token', 'Basic bm9jb2xvbg=='])
      expect((await ask(undefined, { 'X-Real-IP': HERE, Authorization })).status).toBe(401)
    expect(log).toEqual([])
    await wrong(10)
  })

  it('the right password, as often and as many at once as one likes', async () => {
    const { ask, log, wrong } = await guarded()
    const answers = await Promise.all(Array.from({ length: 200 }, () => ask('correct horse')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]))
    expect(log).toEqual([])
    await wrong(9)
    expect((await ask('correct horse')).status).toBe(404)
    await wrong(1)
  })
})

describe('where somebody comes from', () => {
  it.each([
    [
      'whatever a visitor claims, when no proxy is told of',
      {},
      (index: number) => ({ 'X-Real-IP': `10.0.0.${index}` }),
    ],
    [
      'whatever stands before what the proxy has added',
      { WEIR_ADDRESS_HEADER: 'X-Forwarded-For' },
      (index: number) => ({ 'X-Forwarded-For': `10.0.0.${index}, ${HERE}` }),
    ],
    [
      'another address of the same IPv6 network',
      { WEIR_ADDRESS_HEADER: 'X-Real-IP' },
      (index: number) => ({ 'X-Real-IP': `2001:db8:0:7::${index.toString(16)}` }),
    ],
    [
      'the same address written as IPv6',
      { WEIR_ADDRESS_HEADER: 'X-Real-IP' },
      (index: number) => ({ 'X-Real-IP': index % 2 ? HERE : `::ffff:${HERE}` }),
    ],
    [
      'what is no address',
      { WEIR_ADDRESS_HEADER: 'X-Real-IP' },
      (index: number) => ({ 'X-Real-IP': `<b>${index}</b>` }),
    ],
  ])('is not changed by %s', async (_, env, headers) => {
    const { ask, log, timed } = await guarded(env)
    for (let index = 1; index <= 10; index++) expect((await ask('wrong horse', headers(index))).status).toBe(401)
    expect(await timed(ask('wrong horse', headers(11)))).toEqual([3000, 401])
    expect(log).toHaveLength(1)
    expect(JSON.stringify(log)).not.toContain('<b>')
  })

  it('is another network for another IPv6 prefix', async () => {
    const { wrong, log } = await guarded()
    await wrong(10, { 'X-Real-IP': '2001:db8:0:7::1' })
    await wrong(10, { 'X-Real-IP': '2001:db8:0:8::1' })
    expect(log.map(([, address]) => address)).toEqual(['2001:db8:0:7::/64', '2001:db8:0:8::/64'])
  })
})

it('remembers ten thousand addresses at most, the newest ones', async () => {
  vi.useFakeTimers()
  const log: unknown[] = []
  const attempts = new Attempts((_, address) => log.push(address))
  for (let index = 0; index < 10_001; index++) await attempts.turn(`address ${index}`, false)
  await attempts.turn('address 10000', false)
  expect(log).toHaveLength(10_001)
  await attempts.turn('address 0', false)
  expect(log.at(-1)).toBe('address 0')
})
