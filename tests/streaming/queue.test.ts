import { describe, expect, it } from 'vitest'
import { Queue } from '../../src/streaming/queue.ts'
import { userNamed } from '../support/ids.ts'

/** A queue, and the order in which those who asked were let in. */
function watched(overall: number, perUser: number) {
  const queue = new Queue({ overall, perUser })
  const inside: string[] = []
  const ahead = new Map<string, number>()
  const leave = new Map<string, () => void>()
  const enter = (name: string, signal = new AbortController().signal) =>
    queue
      .enter(userNamed(name[0]), signal, (count) => ahead.set(name, count))
      .then((release) => {
        inside.push(name)
        leave.set(name, release)
      })
  return { enter, inside, ahead, leave: (name: string) => leave.get(name)?.() }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('the queue', () => {
  it('lets in as many as may run, and the next one when one leaves', async () => {
    const { enter, inside, ahead, leave } = watched(2, 2)
    for (const name of ['a1', 'b1', 'c1', 'd1']) void enter(name)
    await turn()
    expect(inside).toEqual(['a1', 'b1'])
    expect(Object.fromEntries(ahead)).toMatchObject({ c1: 0, d1: 1 })
    leave('a1')
    leave('a1')
    await turn()
    expect(inside).toEqual(['a1', 'b1', 'c1'])
    expect(ahead.get('d1')).toBe(0)
  })

  it('passes over one who has as many running as one person may', async () => {
    const { enter, inside, leave } = watched(3, 2)
    for (const name of ['a1', 'a2', 'a3', 'b1']) void enter(name)
    await turn()
    expect(inside).toEqual(['a1', 'a2', 'b1'])
    leave('b1')
    await turn()
    expect(inside).toHaveLength(3)
    leave('a1')
    await turn()
    expect(inside).toEqual(['a1', 'a2', 'b1', 'a3'])
  })

  it.each([1, 4])('serves people in turns, however much one of them asks, with room for %i', async (room) => {
    const { enter, inside, ahead, leave } = watched(room, room)
    for (let i = 0; i < 100; i++) void enter(`a${i}`)
    for (let i = 0; i < 3; i++) void enter(`b${i}`)
    await turn()
    expect(ahead.get('b0')).toBe(0)
    for (let i = 0; i < 5; i++) {
      leave(inside[i] ?? '')
      await turn()
    }
    const turns = ['b0', 'b1', 'b2'].map((name) => inside.indexOf(name))
    // `a` has its first ones in; from then on they take turns.
    expect(turns).toEqual(room === 1 ? [1, 3, 5] : [4, 6, 8])
    for (let i = 5; inside.length < 103; i++) {
      leave(inside[i] ?? '')
      await turn()
    }
    expect(new Set(inside).size).toBe(103)
  })

  it('lets nobody overtake one who waits for ever, who asks again as soon as they are served', async () => {
    const { enter, inside, leave } = watched(1, 1)
    for (const name of ['a0', 'a1', 'a2']) void enter(name)
    for (let i = 0; i < 6; i++) {
      void enter(`b${i}`)
      await turn()
      leave(inside.at(-1) ?? '')
      await turn()
    }
    expect(inside.indexOf('a2')).toBeGreaterThan(0)
  })

  it('forgets one who leaves while waiting, and holds no place for them', async () => {
    const { enter, inside, ahead, leave } = watched(1, 1)
    void enter('a1')
    const stop = new AbortController()
    const waiting = enter('b1', stop.signal)
    void enter('c1')
    stop.abort(new Error('stopped'))
    await expect(waiting).rejects.toThrow('stopped')
    expect(ahead.get('c1')).toBe(0)
    leave('a1')
    await turn()
    expect(inside).toEqual(['a1', 'c1'])
    await expect(enter('d1', AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone')
  })

  it('keeps the place of one whose signal aborts after it was let in', async () => {
    const { enter, inside, leave } = watched(1, 1)
    const stop = new AbortController()
    await enter('a1', stop.signal)
    void enter('b1')
    stop.abort()
    await turn()
    expect(inside).toEqual(['a1'])
    leave('a1')
    await turn()
    expect(inside).toEqual(['a1', 'b1'])
  })
})
