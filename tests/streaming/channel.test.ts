import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Cursor, Renderer } from '../../src/markdown/render.ts'
import { nothing } from '../../src/markdown/sanitize.tsx'
import { Answer } from '../../src/streaming/answer.ts'
import { Channel } from '../../src/streaming/channel.ts'
import { asShown, everybody, job, presenter, read, renderer } from './parts.ts'

/** A channel on fake timers, whose renderer takes as long as the test says. */
function watched({ answer = new Answer(job()), using = renderer }: { answer?: Answer; using?: Renderer } = {}) {
  const reports: string[] = []
  const tools = { renderer: using, presenter, now: Date.now, report: (what: string) => reports.push(what) }
  const channel = new Channel(answer, tools)
  return {
    ...{ answer, channel, reports },
    say(text: string) {
      answer.add('text', text)
      channel.changed()
    },
    think(text: string) {
      answer.add('thought', text)
      channel.changed()
    },
    async finish() {
      answer.end('complete')
      let over = false
      const ended = channel.ended().then(() => {
        over = true
      })
      while (!over) await vi.advanceTimersByTimeAsync(10)
      await ended
      channel.end()
    },
  }
}

/** The renderer with something done before each rendering of a running text. */
function before(action: () => void | Promise<void>): Renderer {
  const cursor = (id: string): Cursor =>
    new Proxy(renderer.cursor(id), {
      get(target, name) {
        const member = Reflect.get(target, name, target)
        if (typeof member !== 'function') return member
        if (name !== 'ready') return member.bind(target)
        return async () => {
          await action()
          await target.ready()
        }
      },
    })
  return { ...renderer, cursor }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the flushes', () => {
  it.each([
    ['at once', 0, 50],
    ['slowly', 30, 120],
    ['very slowly', 200, 250],
  ])('come at a steady pace when rendering works %s, never more than 250 ms apart', async (_, takes, pace) => {
    const { channel, say } = watched({ using: before(() => void vi.setSystemTime(Date.now() + takes)) })
    const reader = read(channel.subscribe(everybody))
    const times: number[] = []
    const apply = reader.page.apply.bind(reader.page)
    reader.page.apply = (event) => {
      times.push(Date.now())
      apply(event)
    }
    const done = reader.toEnd()
    for (let i = 0; i < 1000; i++) {
      say(`word${i} `)
      await vi.advanceTimersByTimeAsync(2)
    }
    const gaps = times.slice(3).map((time, index) => time - (times[index + 2] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(Math.min(50, pace))
    expect(Math.max(...gaps)).toBeLessThanOrEqual(pace + 2)
    channel.abandon()
    await done
  })

  it('show the first piece at once', async () => {
    const { channel, say } = watched()
    const reader = read(channel.subscribe(everybody))
    say('Hello')
    await vi.advanceTimersByTimeAsync(1)
    await reader.until((page) => page.text('#m1-body') === 'Hello')
    channel.abandon()
  })

  it('go on when the clock is set back', async () => {
    const { channel, say } = watched()
    const reader = read(channel.subscribe(everybody))
    say('Hello')
    await vi.advanceTimersByTimeAsync(60)
    vi.setSystemTime(Date.now() - 60 * 60_000)
    say(' again')
    await vi.advanceTimersByTimeAsync(60)
    await reader.until((page) => page.text('#m1-body') === 'Hello again')
    channel.abandon()
  })

  it('take a bounded step of much text, and all of it in the end', async () => {
    const { channel, say, finish } = watched()
    const reader = read(channel.subscribe(everybody))
    const text = 'A line of a long answer.\n\n'.repeat(4000)
    const done = reader.toEnd()
    say(text.slice(0, 10))
    await vi.advanceTimersByTimeAsync(60)
    say(text.slice(10))
    await finish()
    await done
    expect(reader.seen.filter(({ event }) => event === 'patch').length).toBeGreaterThan(6)
    expect(Math.max(...reader.seen.map(({ data }) => data.length))).toBeLessThan(100_000)
    vi.useRealTimers()
    expect(reader.page.html('#m1p0')).toBe(asShown(await renderer.render(text, 'm1p0')))
  })
})

describe('a reader', () => {
  it('is shown nothing twice that an earlier attempt wrote', async () => {
    const answer = new Answer(
      job(1, {
        attempt: 2,
        before: [
          { kind: 'thought', text: 'Hm.' },
          { kind: 'text', text: 'First **ha' },
        ],
      }),
    )
    const { channel, say, finish } = watched({ answer })
    const early = read(channel.subscribe(everybody))
    const done = early.toEnd()
    channel.changed()
    await vi.advanceTimersByTimeAsync(100)
    say('lf** and second.')
    await finish()
    await done
    expect(early.page.html('#m1p1')).toBe('<p id="m1p1-1" dir="auto">First <strong>half</strong> and second.</p>')
    expect(early.page.text('#m1p0')).toBe('Hm.')
  })

  it('is shown no thought twice that comes between a flush and its catching up', async () => {
    const { channel, think, say, finish } = watched()
    think('One. ')
    await vi.advanceTimersByTimeAsync(60)
    const regular = read(channel.subscribe(everybody))
    await regular.until((page) => page.text('#m1p0') === 'One.')
    think('Two. ')
    const fresh = read(channel.subscribe(everybody))
    const back = read(channel.subscribe(everybody, '1.2'), regular.page)
    await fresh.next()
    await back.next()
    const dones = [fresh.toEnd()]
    await vi.advanceTimersByTimeAsync(60)
    await back.next()
    expect(fresh.page.text('#m1p0')).toBe('One. Two.')
    expect(back.seen.map(({ data }) => data).join('')).toContain('>e. <')
    say('Yes.')
    think('Three.')
    await finish()
    await Promise.all(dones)
    expect(['#m1p0', '#m1p1', '#m1p2'].map((part) => fresh.page.text(part))).toEqual(['One. Two.', 'Yes.', 'Three.'])
    expect(fresh.page.has('details[open]')).toBe(false)
  })

  it('that reads nothing has one small chunk waiting, and is brought to the end by few more', async () => {
    const { channel, say, finish } = watched()
    const stalled = channel.subscribe(everybody).getReader()
    const chunks = [(await stalled.read()).value, (await stalled.read()).value]
    const watching = read(channel.subscribe(everybody))
    const done = watching.toEnd()
    for (let i = 0; i < 400; i++) {
      say(`Paragraph ${i} says: ${'much '.repeat(200)}\n\n`)
      await vi.advanceTimersByTimeAsync(50)
    }
    await finish()
    await done
    for (let step = await stalled.read(); !step.done; step = await stalled.read()) chunks.push(step.value)
    console.log(`400 KB answer: ${watching.seen.length} events read; ${chunks.length} chunks for the stalled reader`)
    // The third one was waiting all the time.
    expect(chunks[2]?.length).toBeLessThan(10_000)
    expect(chunks.length).toBeLessThanOrEqual(5)
    const late = read(new Response(new Blob(chunks.map((chunk) => Uint8Array.from(chunk ?? [])))).body ?? undefined)
    await late.toEnd()
    expect(late.seen.at(-1)?.event).toBe('end')
    expect(late.page.html('#m1')).toBe(watching.page.html('#m1'))
  })

  it('that reads nothing for a minute is dropped, while a fast stream goes on; coming back, it ends complete', async () => {
    const { channel, say, finish } = watched()
    const stalled = channel.subscribe(everybody).getReader()
    let dropped = false
    stalled.closed.catch(() => {
      dropped = true
    })
    const watching = read(channel.subscribe(everybody))
    const done = watching.toEnd()
    for (let second = 0; second < 80; second++) {
      for (let i = 0; i < 10; i++) say(`word ${second} ${i} `)
      await vi.advanceTimersByTimeAsync(1000)
      if (second === 58) expect(dropped).toBe(false)
    }
    await expect(stalled.read()).rejects.toThrow('read nothing')
    const back = read(channel.subscribe(everybody, '1.0'))
    await finish()
    await Promise.all([done, back.toEnd()])
    expect(back.page.html('#m1')).toBe(watching.page.html('#m1'))
  })

  it('of a server that goes away is left without an end, whenever it comes', async () => {
    const { channel, say } = watched()
    const early = read(channel.subscribe(everybody))
    say('Half an answ')
    await vi.advanceTimersByTimeAsync(60)
    await early.until((page) => page.text('#m1-body') !== '')
    channel.abandon()
    await early.toEnd()
    const late = read(channel.subscribe(everybody, '1.4'))
    await late.toEnd()
    const plain = await new Response(channel.follow(everybody)).text()
    expect(early.seen.every(({ event }) => event === 'patch')).toBe(true)
    expect(late.seen).toEqual([])
    expect(plain).not.toContain('Half')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('that comes after the end is given the whole, and the end', async () => {
    const { channel, say, think, finish } = watched()
    think('Hm.')
    say('All of it.')
    await finish()
    channel.append(nothing)
    for (const id of [undefined, '1.3', '1.13', '1.99']) {
      const reader = read(channel.subscribe(everybody, id))
      await reader.toEnd()
      expect(reader.seen.map(({ event }) => event)).toEqual(['end'])
      expect(reader.page.text('.prose')).toBe('All of it.')
      expect(reader.page.text('#m1p0')).toBe('Hm.')
      expect(reader.page.has('#m1-live')).toBe(false)
    }
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a page that only grows', () => {
  it('is sent settled blocks in order, the thought first, and what stands below at the end', async () => {
    const { channel, say, think, finish } = watched()
    const html = new Response(channel.follow(everybody)).text()
    think('Hm.')
    await vi.advanceTimersByTimeAsync(60)
    for (const word of ['One', '\n\nTwo', ' **b', 'old** [a]\n\n', '- x\n', '- y\n\n', '[a]: https://example.com\n']) {
      say(word)
      await vi.advanceTimersByTimeAsync(60)
    }
    await finish()
    expect((await html).replace(/\n/g, '')).toMatch(
      /^<div class="parts"[^>]*><div class="thinking"><details id="m1p0-head" class="thought">.*>Hm\.<.*<div id="m1p1" class="prose"><p[^>]*>One<\/p><p[^>]*>Two <strong>bold<\/strong>.*<ul.*<\/ul><\/div><\/div>.*Delete/s,
    )
  })
})

describe('a text that cannot be rendered', () => {
  it.each(['at once', 'later'])('%s is reported once, and the answer still comes to its end', async (when) => {
    let calls = 0
    const using = before(() => {
      calls += 1
      if (calls > (when === 'later' ? 3 : 0)) throw new Error('no such language')
    })
    const { channel, say, finish, reports } = watched({ using })
    const reader = read(channel.subscribe(everybody))
    const done = reader.toEnd()
    for (let i = 0; i < 10; i++) {
      say('text ')
      await vi.advanceTimersByTimeAsync(60)
    }
    await finish()
    await done
    expect(reports).toEqual(['rendering failed'])
    expect(reader.seen.at(-1)?.event).toBe('end')
    expect(reader.page.text('#m1-foot')).toContain('Delete')
  })
})
