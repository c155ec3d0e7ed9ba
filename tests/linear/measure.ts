import type { Read } from './subjects.ts'
import type { Text } from './texts.ts'

/** In UTF-16 units: the size that counts, and smaller ones that tell in time of what would take for ever. */
const [least, middle, full] = [3125, 25_000, 200_000]

/** Less time of the CPU than this, in milliseconds, counts as this. */
const floor = 15

/** The longest that a text may hold the event loop, in milliseconds. */
const longestHold = 50

/** Rounds before something is called slow: the machine may be busy, but not in each of them. */
const rounds = 5

/** What reading a text takes, in milliseconds: of the CPU, and of the longest turn of the event loop. */
type Cost = { cpu: number; hold: number }

/**
 * Reads a text in growing sizes. Answers what is wrong, or undefined: twice the length must not take three times as long,
 * and no turn of the event loop more than 50 ms.
 */
export async function measure(subject: Read, { make, thorough }: Text): Promise<string | undefined> {
  const first = await costOf(subject.read, make(least))
  if (first.cpu > 10 * floor) return compare(subject, make, least)
  const second = await costOf(subject.read, make(middle))
  if (second.cpu > 100 * floor) return compare(subject, make, middle)
  if (!thorough && !(await grows(subject, make, first.cpu, second.cpu))) return undefined
  const { cpu, hold } = await costOf(subject.read, make(full))
  const slow = cpu > Math.max(floor, 10 * second.cpu) || (hold > longestHold && !subject.mayHold)
  return slow ? compare(subject, make, full) : undefined
}

/** Whether the middle size takes so much more than the least that the full one may be out of all proportion. */
async function grows({ read }: Read, make: Text['make'], first: number, second: number): Promise<boolean> {
  let [fewer, more] = [first, second]
  for (let round = 1; round < rounds; round++) {
    // Eight times the length. Where a square begins to show, it would be the most of it in the end.
    if (more <= 9 * fewer) return false
    fewer = Math.min(fewer, (await costOf(read, make(least))).cpu)
    more = Math.min(more, (await costOf(read, make(middle))).cpu)
  }
  return more > 9 * fewer
}

/** Whether a text is slow against one of half its size: both at their best, so that a busy machine does not decide. */
async function compare({ read, mayHold }: Read, make: Text['make'], size: number): Promise<string | undefined> {
  let [half, cpu, hold] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let round = 0; round < rounds; round++) {
    half = Math.min(half, (await costOf(read, make(size / 2))).cpu)
    const cost = await costOf(read, make(size))
    cpu = Math.min(cpu, cost.cpu)
    hold = Math.min(hold, cost.hold)
    if (cpu <= 3 * Math.max(half, floor) && (hold <= longestHold || mayHold)) return undefined
  }
  return `${size / 2} units take ${half.toFixed(0)} ms, ${size} take ${cpu.toFixed(0)} ms, in one go ${hold.toFixed(0)} ms`
}

/** One reading. A turn of the loop lasts as long as the clock or the CPU says, whichever is less: others are at work, too. */
async function costOf(read: Read['read'], text: string): Promise<Cost> {
  let hold = 0
  let last = { clock: performance.now(), cpu: process.cpuUsage() }
  const look = () => {
    const now = { clock: performance.now(), cpu: process.cpuUsage() }
    hold = Math.max(hold, Math.min(now.clock - last.clock, milliseconds(process.cpuUsage(last.cpu))))
    last = now
  }
  let watch = setTimeout(function next() {
    look()
    watch = setTimeout(next, 0)
  }, 0)
  await new Promise((resolve) => setTimeout(resolve, 0))
  const start = process.cpuUsage()
  await read(text)
  const cpu = milliseconds(process.cpuUsage(start))
  look()
  clearTimeout(watch)
  return { cpu, hold }
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000
}
