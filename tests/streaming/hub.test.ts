import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nothing, type SafeHtml } from '../../src/markdown/sanitize.tsx'
import type { Store } from '../../src/streaming/job.ts'
import type { AroundPresenter } from '../../src/streaming/presenter.ts'
import { Queue } from '../../src/streaming/queue.ts'
import { chatNamed, userNamed } from '../support/ids.ts'
import { everybody, job, pageOf, presenter, read, renderer, testHub } from './parts.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
const ref = (messageId = 1) => job(messageId).ref

describe('the hub', () => {
  it('makes an answer once, however often it is asked to', async () => {
    const { hub, model, last } = testHub()
    await Promise.all([hub.start(job()), hub.start(job()), hub.start(job())])
    model.say('Once.')
    await settle(60)
    await hub.start(job())
    model.end()
    await settle(60)
    expect(model.asked).toEqual([1])
    expect(last()).toMatchObject({ content: 'Once.', status: 'complete' })
    expect(await hub.subscribe(ref(), everybody)).toBeUndefined()
  })

  it('shows an answer to its user alone, under its chat alone, and lets nobody else stop it', async () => {
    const { hub, model } = testHub()
    await hub.start(job())
    for (const foreign of [
      { ...ref(), userId: userNamed('v') },
      { ...ref(), chatId: chatNamed('d') },
    ]) {
      expect(await hub.subscribe(foreign, everybody)).toBeUndefined()
      expect(await hub.follow(foreign, everybody)).toBeUndefined()
      await hub.cancel(foreign)
    }
    model.say('Mine.')
    model.end()
    await settle(60)
    expect(model.asked).toEqual([1])
  })

  it('lets answers wait in the queue, tells how many are ahead, and never asks for one that is stopped there', async () => {
    const { hub, model, last } = testHub({ queue: new Queue({ overall: 1, perUser: 1 }) })
    for (const id of [1, 2, 3]) await hub.start(job(id))
    const [second, third] = [
      read(await hub.subscribe(ref(2), everybody), pageOf(2)),
      read(await hub.subscribe(ref(3), everybody), pageOf(3)),
    ]
    await settle(60)
    await third.until((page) => page.text('#m3-phase').startsWith('Waiting for 1 other answer'))
    const stopped = second.toEnd()
    await hub.cancel(ref(2))
    await settle(60)
    await stopped
    expect(second.page.text('#m2-foot')).toContain('Stopped')
    expect(second.page.text('#m2-foot')).not.toContain('is kept')
    await third.until((page) => page.text('#m3-phase').startsWith('Next in line'))
    model.say('One.', 1)
    model.end(1)
    await settle(60)
    model.end(3)
    const done = third.toEnd()
    await settle(60)
    await done
    expect(model.asked).toEqual([1, 3])
    expect(last(2)).toMatchObject({ status: 'stopped', content: '' })
  })

  it.each(['ends', 'is stopped', 'fails'])('lets an answer wait for the one before it, until that %s', async (how) => {
    const { hub, model } = testHub()
    await hub.start(job(1))
    await hub.start(job(2, { after: 1 }))
    await settle(5000)
    expect(model.asked).toEqual([1])
    if (how === 'ends') model.end(1)
    else if (how === 'fails') model.fail(new Error('no'), 1)
    else await hub.cancel(ref(1))
    await settle(60)
    expect(model.asked).toEqual([1, 2])
    model.end(2)
    await settle(60)
  })

  it('stops one that waits for another without asking the model, and leaves that other alone', async () => {
    const { hub, model, last } = testHub()
    await hub.start(job(1))
    await hub.start(job(2, { after: 1 }))
    await settle(60)
    await hub.cancel(ref(2))
    expect(last(2)).toMatchObject({ status: 'stopped' })
    model.say('Untouched', 1)
    model.end(1)
    await settle(60)
    expect(last(1)).toMatchObject({ status: 'complete', content: 'Untouched' })
    expect(model.asked).toEqual([1])
  })

  it('takes a Continue in the very moment of the end', async () => {
    let continued: Promise<void> | undefined
    const second = job(1, { attempt: 2, before: [{ kind: 'text', text: 'Half' }] })
    const saved: string[] = []
    const store: Store = {
      checkpoint: async () => {},
      finish: async ({ content, status, attempt }) => {
        saved.push(`${attempt} ${status} ${content}`)
        // The row is there to be continued before anything else here has run.
        if (attempt === 1) continued = hub.start(second)
      },
    }
    const { hub, model } = testHub({ store })
    await hub.start(job())
    const old = read(await hub.subscribe(ref(), everybody))
    const oldEnd = old.toEnd()
    model.say('Half')
    await settle(60)
    await hub.cancel(ref())
    await continued
    const page = pageOf()
    const fresh = read(await hub.subscribe(ref(), everybody, '1.4'), page)
    const freshEnd = fresh.toEnd()
    await settle(60)
    await oldEnd
    model.say(' and half')
    model.end()
    await settle(60)
    await freshEnd
    expect(saved).toEqual(['1 stopped Half', '2 complete Half and half'])
    expect(page.text('#m1-body')).toBe('Half and half')
    expect(fresh.lastId).toBe('2.13')
  })

  it('adds a title to the stream when there is none, is stopped in that too, and reports what goes wrong there', async () => {
    const { parts } = presenter
    const epilogue = vi.fn(async () => parts.added(ref().messageId, parts.plain('A title')))
    const { hub, model, reports } = testHub({ epilogue })
    await hub.start(job())
    const reader = read(await hub.subscribe(ref(), everybody))
    const done = reader.toEnd()
    model.end()
    await settle(60)
    await done
    expect(reader.seen.some(({ data }) => data.includes('A title'))).toBe(true)
    epilogue.mockImplementation(async () => {
      throw new Error('no title')
    })
    await hub.start(job(2))
    model.end(2)
    await settle(60)
    expect(reports).toEqual(['epilogue failed'])
    expect(await hub.subscribe(ref(2), everybody)).toBeUndefined()
  })

  it('lets the next question be answered while the title is made', async () => {
    let titled: (html: SafeHtml) => void = () => {}
    const { hub, model, last } = testHub({
      epilogue: async ({ ref }) => (ref.messageId === 1 ? new Promise((resolve) => (titled = resolve)) : nothing),
    })
    await hub.start(job())
    model.end(1)
    await settle(60)
    await hub.start(job(2, { after: 1 }))
    const reader = read(await hub.subscribe(ref(2), everybody), pageOf(2))
    await settle(60)
    await reader.next()
    expect(reader.page.text('#m2-phase')).not.toContain('other')
    model.end(2)
    await settle(60)
    expect(last(2)).toMatchObject({ status: 'complete' })
    titled(nothing)
    await settle()
  })
})

describe('what the store does not take', () => {
  function fragile() {
    const store = { broken: true, taken: [] as string[] }
    const save = async ({ content, status }: { content: string; status: string }) => {
      if (store.broken) throw new Error('SQLITE_FULL: database or disk is full')
      store.taken.push(`${status} ${content}`)
    }
    return { store, ...testHub({ store: { checkpoint: save, finish: save } }) }
  }

  it('is said at the end, shown to whoever opens the chat meanwhile, and stored as soon as that is possible', async () => {
    const { store, hub, model } = fragile()
    await hub.start(job())
    const reader = read(await hub.subscribe(ref(), everybody))
    const done = reader.toEnd()
    model.say('Precious')
    await settle(3000)
    model.end()
    await settle(60)
    await done
    expect(reader.seen.at(-1)?.event).toBe('end')
    expect(reader.page.text('#m1-foot [role=alert]')).toMatch(/not saved/)
    await settle(12_000)
    const later = read(await hub.subscribe(ref(), everybody))
    await later.toEnd()
    expect(later.page.text('#m1-body')).toBe('Precious')
    expect(later.page.text('#m1-foot [role=alert]')).toMatch(/not saved/)
    store.broken = false
    await settle(5000)
    expect(store.taken).toEqual(['complete Precious'])
    expect(await hub.subscribe(ref(), everybody)).toBeUndefined()
  })

  it('is offered once more when the server goes away', async () => {
    const { store, hub, model } = fragile()
    await hub.start(job())
    model.say('Precious')
    model.end()
    await settle(60)
    store.broken = false
    await hub.close()
    expect(store.taken).toEqual(['complete Precious'])
  })
})

describe('a hub that closes', () => {
  it('leaves its answers to the next start, with all their text, and its readers without an end', async () => {
    const { hub, model, last } = testHub({ queue: new Queue({ overall: 2, perUser: 2 }) })
    for (const id of [1, 2, 3]) await hub.start(job(id))
    model.obedient = false
    const readers = await Promise.all(
      [1, 2, 3].map(async (id) => read(await hub.subscribe(ref(id), everybody), pageOf(id))),
    )
    const ends = Promise.all(readers.map((reader) => reader.toEnd()))
    model.say('Half an ans', 1)
    model.think('Hm', 2)
    await settle(60)
    await hub.close()
    await ends
    expect(last(1)).toMatchObject({ status: 'streaming', content: 'Half an ans' })
    expect(last(2)).toMatchObject({ status: 'streaming', thinking: 'Hm' })
    expect(last(3)).toMatchObject({ status: 'streaming', content: '' })
    expect(readers.flatMap(({ seen }) => seen).every(({ event }) => event === 'patch')).toBe(true)
    expect(model.asked).toEqual([1, 2])
  })

  it('starts nothing any more, and sends those away who still ask', async () => {
    const { hub, model } = testHub()
    await hub.close()
    await hub.start(job())
    await settle(60)
    expect(model.asked).toEqual([])
    const late = read(await hub.subscribe(ref(), everybody))
    await late.toEnd()
    expect(late.seen).toEqual([])
  })
})

it('reports what breaks in the making of what stands around a text, and shows the text', async () => {
  const around: AroundPresenter = {
    ...presenter.around(everybody),
    ended: () => {
      throw new Error('a view must not wait')
    },
  }
  const { hub, model, reports, last } = testHub({ presenter: { ...presenter, around: () => around }, renderer })
  await hub.start(job())
  const reader = read(await hub.subscribe(ref(), everybody))
  const done = reader.toEnd()
  model.say('All of it.')
  model.end()
  await settle(60)
  await done
  expect(reports).toEqual(['presenting failed'])
  expect(reader.page.text('.prose')).toBe('All of it.')
  expect(reader.seen.at(-1)?.event).toBe('end')
  expect(last()).toMatchObject({ status: 'complete', content: 'All of it.' })
})
