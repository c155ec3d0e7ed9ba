import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { subjects } from './subjects.ts'

const program = join(import.meta.dirname, 'process.ts')

/** A text that is read for longer than this will be for ever. */
const patienceMs = 60_000

/** What is slow of all that a subject reads, in a process of its own, which nothing else keeps busy. */
async function slowOf(subject: string): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, subject], { stdio: ['ignore', 'pipe', 'inherit'] })
  const slow: string[] = []
  let last = 'nothing was read'
  let patience = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(patience)
    patience = setTimeout(() => child.kill('SIGKILL'), patienceMs)
    last = line
    if (line.startsWith('slow: ')) slow.push(line)
  }
  clearTimeout(patience)
  if (last !== 'done') slow.push(`ended or hung at ${last}`)
  return slow
}

// Each text is made of one token on and on, or of two; see texts.ts. What reads them is listed in subjects.ts.
describe('any text is read in linear time', { timeout: 900_000 }, () => {
  it.each(Object.keys(subjects))('by %s', async (subject) => {
    expect(await slowOf(subject)).toEqual([])
  })
})
