import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { LongText } from '../../src/streaming/long-text.ts'
import { randomFrom } from './parts.ts'

setFlagsFromString('--expose-gc')
const gc: () => void = runInNewContext('gc')

it('is the text that was added, whole and in parts', () => {
  const random = randomFrom(7)
  const text = new LongText('🎉 ')
  let plain = '🎉 '
  for (let i = 0; i < 300; i++) {
    const piece = 'abc🎉déf'.slice(0, Math.floor(random() * 9))
    text.add(piece)
    plain += piece
    const from = Math.floor(random() * (plain.length + 1))
    const to = from + Math.floor(random() * (plain.length - from + 1))
    expect(text.slice(from, to)).toBe(plain.slice(from, to))
    if (i % 7 === 0) expect(text.toString()).toBe(plain)
    expect(text).toHaveLength(plain.length)
  }
  expect(new LongText('').slice(0, 0)).toBe('')
})

it('keeps no copy of itself alive in the parts that were cut out of it', () => {
  const text = new LongText('')
  const parts: string[] = []
  gc()
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < 10_000; i++) {
    text.add('twenty characters or ')
    parts.push(text.slice(i * 21, (i + 1) * 21))
    if (i % 100 === 0) text.toString()
  }
  gc()
  // 210 KB of text. As slices of one string these parts hold 1 GB.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000)
  expect(parts.join('')).toBe(text.toString())
})
