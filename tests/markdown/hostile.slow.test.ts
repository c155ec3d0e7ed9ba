import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { createRenderer } from '../../src/markdown/render.ts'
import { loadSanitizer } from '../../src/platform/node/sanitizer.ts'
import { words } from '../../src/strings/en/words.ts'
import { fence, heavy, mixed } from '../bench/documents.ts'
import { hostile } from './hostile.ts'

const size = 50_000
const renderer = createRenderer({ labels: words.text, sanitizer: loadSanitizer })

/** Streams a text in pieces of 20 units; answers the CPU milliseconds, the garbage collector's included. */
async function cpuOf(source: string): Promise<number> {
  const start = process.cpuUsage()
  const cursor = renderer.cursor('m1')
  for (let index = 0; index < source.length; index += 20) {
    cursor.write(source.slice(index, index + 20))
    await cursor.ready()
    cursor.flush()
  }
  await cursor.ending()
  cursor.finish()
  const used = process.cpuUsage(start)
  return (used.user + used.system) / 1000
}

/** The CPU milliseconds of the longest flush of a text that is streamed in pieces of 20 units. */
async function longestFlush(source: string): Promise<number> {
  const cursor = renderer.cursor('m1')
  let longest = 0
  for (let index = 0; index < source.length; index += 20) {
    cursor.write(source.slice(index, index + 20))
    const start = process.cpuUsage()
    const wait = cursor.ready()
    if (!wait) cursor.flush()
    const { user, system } = process.cpuUsage(start)
    longest = Math.max(longest, (user + system) / 1000)
    await wait?.then(() => cursor.flush())
  }
  return longest
}

describe('a flush', () => {
  // By the CPU's time, so that other processes do not count, and twice what is promised, for the garbage collector.
  it.each(Object.keys(heavy))('does a bounded share of the work for %s', { timeout: 300_000 }, async (name) => {
    const source = heavy[name] ?? ''
    // What the text needs is loaded first; and more than one round is for a machine that was busy.
    await longestFlush(source)
    let longest = Number.POSITIVE_INFINITY
    for (let round = 0; round < 5 && longest >= 50; round++) longest = await longestFlush(source)
    expect(longest).toBeLessThan(50)
  })
})

describe('hostile text', () => {
  it('costs little more than ordinary text, or a bounded constant', { timeout: 300_000 }, async () => {
    await renderer.render('<b>x</b> $x$\n\n```js\nx\n```\n', 'm1')
    await cpuOf(mixed(size))
    const ordinary = Math.max(await cpuOf(mixed(size)), await cpuOf(mixed(size)))
    const slow: string[] = []
    for (const [name, make] of Object.entries(hostile)) {
      const source = make(size)
      // Once more before it is called slow: the machine may just have been busy.
      const cost = Math.min(await cpuOf(source), Math.max(3 * ordinary, 600))
      if (cost >= 600 && (await cpuOf(source)) > Math.max(3 * ordinary, 600)) slow.push(`${name}: ${cost} ms`)
    }
    expect(slow).toEqual([])
  })

  it('may have lines of a megabyte', { timeout: 300_000 }, async () => {
    await cpuOf(mixed(size))
    const ordinary = (1e6 / size) * (await cpuOf(mixed(size)))
    for (const name of ['one long line', 'one long line of words', 'one long line of code']) {
      expect(await cpuOf(hostile[name]?.(1e6) ?? ''), name).toBeLessThan(3 * ordinary)
    }
  })

  it('never gives the sanitizer more than it can clean in a few milliseconds', { timeout: 300_000 }, async () => {
    const clean = await renderer.render('clean', 'm1')
    const given: string[] = []
    const counting = createRenderer({
      labels: words.text,
      sanitizer: async () => (dirty) => {
        given.push(dirty)
        return clean
      },
    })
    const tags = (dirty: string) => dirty.split('<').length - 1
    for (const name of ['tags', 'open tags', 'half tags', 'HTML blocks', 'an open HTML block', 'nested HTML']) {
      given.length = 0
      await counting.render(hostile[name]?.(size) ?? '', 'm1')
      expect(Math.max(...given.map(tags), 0), name).toBeLessThanOrEqual(200)
      expect(Math.max(...given.map((dirty) => dirty.length), 0), name).toBeLessThanOrEqual(4096)
      expect(tags(given.join('')), name).toBeLessThanOrEqual(800)
    }
    given.length = 0
    await counting.render(`<div>${'<p>x</p>'.repeat(90)}</div>\n\n<div>${'<i>'.repeat(90)}</div>`, 'm1')
    expect(given).toHaveLength(1)
  })

  it('is kept as text past the limits', async () => {
    expect(await renderer.render('>'.repeat(1000), 'm1')).toContain('&gt;'.repeat(900))
    expect(await renderer.render(`|${'a|'.repeat(300)}\n|${'-|'.repeat(300)}`, 'm1')).not.toContain('<table')
    expect(await renderer.render('*'.repeat(1000), 'm1')).toBe('<hr/>')
    expect(await renderer.render(`x${'*a '.repeat(3000)}`, 'm1')).toContain('*a *a *a')
  })
})

describe('long code', () => {
  it('over 50 KB stays plain, below it is coloured', async () => {
    expect(await renderer.render(fence(60_000), 'm1')).not.toContain('hljs-')
    expect(await renderer.render(fence(20_000), 'm1')).toContain('hljs-')
  })

  it('is coloured in small steps, ahead of its close', async () => {
    const cursor = renderer.cursor('m1')
    const source = fence(40_000)
    for (let index = 0; index < source.length - 4; index += 100) {
      cursor.write(source.slice(index, Math.min(index + 100, source.length - 4)))
      await cursor.ready()
      cursor.flush()
    }
    cursor.write('```\n')
    // All but the last piece is done by now: nothing has to be waited for.
    expect(cursor.ready()).toBeUndefined()
    expect(cursor.flush()).toContain('hljs-')
  })
})

describe('memory', () => {
  it('stays flat over many cleanings', { timeout: 300_000 }, async () => {
    setFlagsFromString('--expose-gc')
    const collect: () => void = runInNewContext('gc')
    const sanitize = await loadSanitizer()
    const heapAfter = async (calls: number) => {
      for (let call = 0; call < calls; call++) {
        sanitize(`<b>x${call}</b>`)
        // An old window is let go when the event loop turns.
        if (call % 100 === 0) await setTimeout(0)
      }
      collect()
      return process.memoryUsage().heapUsed / 1e6
    }
    const before = await heapAfter(2500)
    expect((await heapAfter(4500)) - before).toBeLessThan(15)
  })
})
