import hljs from 'highlight.js'
import { marked } from 'marked'
import { createRenderer, type Renderer } from '../../src/markdown/render.ts'
import { loadSanitizer } from '../../src/platform/node/sanitizer.ts'
import { words } from '../../src/strings/en/words.ts'
import { fence, heavy, mixed, single } from './documents.ts'

/** Characters in a delta, and deltas between two flushes, as a fast local model makes them. */
const delta = 4
const deltasPerFlush = 5
const id = 'm1'
const rounds = 9

type Row = { name: string; ratio: number; limit: number; bytes: number; again: string; ms: number }

const renderer = createRenderer({ labels: words.text })

/** Streams a text; answers the bytes of all patches. */
async function stream(renderer: Renderer, pieces: string[]): Promise<number> {
  const cursor = renderer.cursor(id)
  let bytes = 0
  let waiting = 0
  for (const piece of pieces) {
    cursor.write(piece)
    if (++waiting < deltasPerFlush) continue
    waiting = 0
    const wait = cursor.ready()
    if (wait) await wait
    bytes += cursor.flush().length
  }
  await cursor.ending()
  return bytes + cursor.finish().length
}

function cut(source: string): string[] {
  const pieces: string[] = []
  for (let index = 0; index < source.length; index += delta) pieces.push(source.slice(index, index + delta))
  return pieces
}

/** CPU milliseconds of one run of each, in turns, so that what else the machine does hits them alike: the best rounds. */
async function cpu(...runs: (() => unknown)[]): Promise<number[]> {
  const best = runs.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < rounds; round++) {
    for (const [index, run] of runs.entries()) best[index] = Math.min(best[index] ?? 0, await cpuOfRound(run))
  }
  return best
}

async function cpuOfRound(run: () => unknown): Promise<number> {
  let count = 0
  const from = performance.now()
  const start = process.cpuUsage()
  do {
    await run()
    count++
  } while (performance.now() - from < 60)
  const used = process.cpuUsage(start)
  return (used.user + used.system) / 1000 / count
}

type Case = { name: string; source: string; limit: number; once: () => unknown; again: boolean }

/** Measures all cases in the same turns: a machine that is busy for a while is so for each of them. */
async function measure(cases: Case[]): Promise<Row[]> {
  const pieces = cases.map(({ source }) => cut(source))
  const bases = cases.map(({ once }) => once)
  const best = await cpu(...bases, ...pieces.map((cut) => () => stream(renderer, cut)))
  const rows: Row[] = []
  for (const [index, { name, source, limit, once, again }] of cases.entries()) {
    const [base = 0, ms = 0] = [best[index], best[cases.length + index]]
    const bytes = (await stream(renderer, pieces[index] ?? [])) / (await renderer.render(source, id)).length
    const [before = 0, after = 0] = again ? await cpu(once, () => renderAgain(source)) : []
    const scale = again ? `${(after / before).toFixed(0)}x` : ''
    rows.push({ name, ratio: ms / base, limit, bytes, again: scale, ms })
  }
  return rows
}

/** What most chat apps do: the whole text rendered again at each flush. */
function renderAgain(source: string): void {
  const step = delta * deltasPerFlush
  for (let end = step; end <= source.length; end += step) marked.parse(source.slice(0, end))
}

async function main(): Promise<void> {
  const plain = (source: string) => () => marked.parse(source)
  const cases: Case[] = []
  // Without the language's name, so that both sides do the same work.
  const uncolored = (size: number) => mixed(size).replaceAll('```ts', '```')
  await warm()
  for (const kb of [2, 20, 200]) {
    const source = uncolored(kb * 1024)
    cases.push({ name: `mixed, ${kb} KB`, source, limit: 12, once: plain(source), again: kb < 200 })
  }
  for (const [name, make] of Object.entries(single)) {
    const source = make(20 * 1024)
    cases.push({ name: `one ${name}, 20 KB`, source, limit: 12, once: plain(source), again: true })
  }
  const source = fence(20 * 1024)
  const inner = source.slice(6, -4)
  await stream(renderer, cut(source))
  const once = () => hljs.highlight(inner, { language: 'typescript', ignoreIllegals: true })
  cases.push({ name: 'one coloured fence, 20 KB (against hljs)', source, limit: 3, once, again: false })
  const rows = await measure(cases)
  print(rows)
  const factors = rows.slice(0, 3).map((row) => row.ratio)
  const spread = Math.max(...factors) / Math.min(...factors)
  console.log(`linear: largest factor of the mixed documents / smallest ${spread.toFixed(2)} (limit 1.5)`)
  await reconnect()
  await crowd()
  await longestFlushes()
}

/** Runs both sides until the engine has compiled what is hot, as it has in a server that runs. */
async function warm(): Promise<void> {
  const source = mixed(100 * 1024).replaceAll('```ts', '```')
  for (let run = 0; run < 12; run++) {
    marked.parse(source)
    await stream(renderer, cut(source))
  }
}

function print(rows: Row[]): void {
  console.log(`${'document'.padEnd(42)} stream ms  ratio  limit  bytes (4)  whole text again`)
  for (const { name, ms, ratio, limit, bytes, again } of rows) {
    const mark = ratio > limit || bytes > 4 ? '  OVER' : ''
    console.log(
      `${name.padEnd(42)} ${ms.toFixed(2).padStart(9)} ${ratio.toFixed(2).padStart(6)} ${String(limit).padStart(6)} ${bytes.toFixed(2).padStart(10)} ${again.padStart(17)}${mark}`,
    )
  }
}

async function reconnect(): Promise<void> {
  const source = mixed(20 * 1024)
  const patches = [0.1, 0.37, 0.5, 0.73, 0.95].map((share) => () => {
    return renderer.patch(source, Math.floor(source.length * share), source.length, id)
  })
  const [full = 0, ...costs] = await cpu(() => renderer.render(source, id), ...patches)
  const worst = Math.max(...costs)
  console.log(
    `reconnect: worst patch to the end / one render ${(worst / full).toFixed(2)} (limit 1.2; render ${full.toFixed(2)} ms)`,
  )
}

/** 1,000 answers at 20 characters a flush, 10 flushes a second each. */
async function crowd(): Promise<void> {
  const pieces = cut(mixed(4 * 1024))
  const cursors = Array.from({ length: 1000 }, () => renderer.cursor(id))
  const start = process.cpuUsage()
  const flushes = Math.floor(pieces.length / deltasPerFlush)
  for (let flush = 0; flush < flushes; flush++) {
    for (const cursor of cursors) {
      for (let index = 0; index < deltasPerFlush; index++) cursor.write(pieces[flush * deltasPerFlush + index] ?? '')
      const wait = cursor.ready()
      if (wait) await wait
      cursor.flush()
    }
  }
  const used = process.cpuUsage(start)
  const seconds = flushes / 10
  const share = (used.user + used.system) / 1e6 / seconds
  console.log(`1,000 streams at 10 flushes a second: ${(share * 100).toFixed(0)} % of one core`)
}

/**
 * How long a flush holds up the event loop at most, of the texts that make it work hardest: with the pauses of the
 * garbage collector, and of a machine that is busy.
 */
async function longestFlushes(): Promise<void> {
  const cleaning = createRenderer({ labels: words.text, sanitizer: loadSanitizer })
  const began = performance.now()
  await cleaning.render('<b>x</b>', id)
  const load = performance.now() - began
  console.log(`\n${'the longest hold-up of the event loop'.padEnd(42)} ms (limit 25)`)
  for (const [name, source] of Object.entries(heavy)) {
    // Once before, to load what the text needs.
    await longestHold(cleaning, source)
    const holds: number[] = []
    for (let round = 0; round < 5; round++) holds.push(await longestHold(cleaning, source))
    const hold = Math.min(...holds)
    console.log(`${name.padEnd(42)} ${hold.toFixed(1).padStart(5)}${hold > 25 ? '  OVER' : ''}`)
  }
  console.log(`${'once, the first HTML (loads jsdom)'.padEnd(42)} ${load.toFixed(1).padStart(5)}`)
}

async function longestHold(renderer: Renderer, source: string): Promise<number> {
  let last = performance.now()
  let longest = 0
  let running = true
  const watch = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (running) setImmediate(watch)
  }
  setImmediate(watch)
  const cursor = renderer.cursor(id)
  for (let index = 0; index < source.length; index += delta * deltasPerFlush) {
    cursor.write(source.slice(index, index + delta * deltasPerFlush))
    await cursor.ready()
    cursor.flush()
    await new Promise(setImmediate)
  }
  await cursor.ending()
  cursor.finish()
  await new Promise(setImmediate)
  running = false
  return longest
}

await main()
