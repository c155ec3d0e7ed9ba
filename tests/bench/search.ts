import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Database } from '../../src/db/database.ts'
import { searchMessages, searchTitles } from '../../src/db/search.ts'
import { ensureUser } from '../../src/db/users.ts'
import { openDatabase } from '../../src/platform/node/database.ts'
import { local } from '../support/ids.ts'

// How long a search takes over 100,000 messages of 100 words each, a third of them in Japanese, in a file: the time on the clock, and of it the work
// of this process, which is what counts on a busy machine. `npx tsx tests/bench/search.ts`

const CHATS = 2000
const MESSAGES = 100_000
const RUNS = 20

const folder = await mkdtemp(join(tmpdir(), 'weir-search-'))
const { db, close } = await openDatabase(`file:${join(folder, 'weir.db')}`)
await ensureUser(db, { id: local, name: 'Local user' })
console.log(`Writing ${MESSAGES} messages took ${(await timed(() => fill(db))).toFixed(0)} ms.`)

for (const query of [
  'harbour',
  'harbour lamp',
  '"lamp harbour"',
  '"of the"',
  'harbour -lamp',
  'h',
  'ha',
  'har',
  'the',
  'the the of',
  'nothinglikethis',
  'rare77778',
  '検索',
  '港の灯',
  'の',
  'です',
])
  await measure(query)
close()
await rm(folder, { recursive: true })

async function measure(query: string): Promise<void> {
  const times: number[] = []
  let found = 0
  const before = process.cpuUsage()
  for (let run = 0; run < RUNS; run++)
    times.push(
      await timed(async () => {
        await searchTitles(db, local, query, 10)
        found = (await searchMessages(db, local, query, 50)).length
      }),
    )
  const { user, system } = process.cpuUsage(before)
  times.sort((a, b) => a - b)
  const [median = 0, worst = 0] = [times[RUNS / 2], times.at(-1)]
  const work = (user + system) / 1000 / RUNS
  console.log(
    `${query.padEnd(18)} work ${work.toFixed(1)} ms, median ${median.toFixed(1)} ms, worst ${worst.toFixed(1)} ms, ${found} found`,
  )
}

/** Words as in a language: a few are in every message, most are rare. The same in every run. */
async function fill(db: Database): Promise<void> {
  const common = 'the of and to a in is it you that he was for on are with as his they be'.split(' ')
  const rare = Array.from({ length: 30_000 }, (_, index) => `w${index.toString(36)}`).concat('harbour', 'lamp')
  let seed = 1
  const random = () => {
    seed = (seed * 48271) % 2147483647
    return seed / 2147483647
  }
  const word = () => {
    const words = random() < 0.4 ? common : rare
    return words[Math.floor(words.length * random())] ?? ''
  }
  const text = () => Array.from({ length: 100 }, word).join(' ')
  const kana = [...'のにるたとはしいをでてがなれらかっもすりこさまくあきけんえよつおうそせわちどめ']
  const kanji = Array.from({ length: 2000 }, (_, index) => String.fromCodePoint(0x4e00 + 7 * index))
  const letter = () => {
    const letters = random() < 0.5 ? kana : kanji
    return letters[Math.floor(letters.length * random() ** 2)] ?? ''
  }
  const japanese = () => Array.from({ length: 250 }, letter).join('')
  const now = Date.now()
  for (let chat = 0; chat < CHATS; chat++) {
    const rows = Array.from({ length: MESSAGES / CHATS }, (_, index) => {
      const id = chat * (MESSAGES / CHATS) + index + 1
      const body = id % 3 === 0 ? `${japanese()}です。` : text()
      const content = id % 7 === 0 ? `${body} harbour lamp 港の灯を検索` : id === 77_778 ? 'rare77778' : body
      return sql`(${id}, ${`chat-${chat}`}, 'local', ${index % 2 ? 'assistant' : 'user'}, 'complete', ${content}, ${now}, ${now})`
    })
    await db.batch([
      db.run(sql`insert into chats (id, user_id, title, model, created_at, updated_at)
        values (${`chat-${chat}`}, 'local', ${`About the ${text().slice(0, 40)}`}, 'guide/guide', ${now}, ${now})`),
      db.run(sql`insert into messages (id, chat_id, user_id, role, status, content, created_at, updated_at)
        values ${sql.join(rows, sql`, `)}`),
    ])
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
