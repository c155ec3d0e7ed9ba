import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changeChat, deleteChat, purgeChats, restoreChat } from '../../src/db/chats.ts'
import type { Database } from '../../src/db/database.ts'
import { checkpoint, finishMessage, interruptOrphans, resumeMessage } from '../../src/db/messages.ts'
import { type Piece, searchMessages, searchTitles } from '../../src/db/search.ts'
import { matchOf } from '../../src/db/search-query.ts'
import { lettersApart } from '../../src/db/search-text.ts'
import { ask, testDatabase } from '../support/database.ts'
import { chat1, chatNamed, local, stranger } from '../support/ids.ts'

const text = (pieces: Piece[]) => pieces.map((piece) => (piece.marked ? `[${piece.text}]` : piece.text)).join('')

async function found(db: Database, query: string, userId = local): Promise<string[]> {
  return (await searchMessages(db, userId, query, 10)).map(({ snippet }) => text(snippet)).sort()
}

async function library(): Promise<Database> {
  const db = await testDatabase()
  const contents = [
    'The green lamp of the harbour',
    'A harbour without a lamp, at night',
    'Crème brûlée, and nothing else',
  ]
  for (const [index, content] of contents.entries()) await ask(db, { chatId: chatNamed(`chat-${index}`), content })
  return db
}

it('finds words in any order and marks them, without regard to case and accents', async () => {
  const db = await library()
  expect(await found(db, 'HARBOUR lamp')).toEqual([
    'A [harbour] without a [lamp], at night',
    'The green [lamp] of the [harbour]',
  ])
  expect(await found(db, 'creme brulee')).toEqual(['[Crème] [brûlée], and nothing else'])
})

it('finds phrases as they stand, beginnings, and what has a word not', async () => {
  const db = await library()
  expect(await found(db, '"green lamp"')).toEqual(['The [green lamp] of the harbour'])
  expect(await found(db, '"lamp green"')).toEqual([])
  expect(await found(db, 'harb')).toHaveLength(2)
  expect(await found(db, 'harb lamp')).toEqual([])
  expect(await found(db, 'harb* lamp')).toHaveLength(2)
  expect(await found(db, 'lamp -night')).toEqual(['The green [lamp] of the harbour'])
  expect(await found(db, 'lamp -"a lamp"')).toEqual(['The green [lamp] of the harbour'])
  expect(await found(db, '-night')).toEqual([])
})

it('finds any word of writing that has no spaces between words', async () => {
  const db = await testDatabase()
  const contents = [
    '全文検索はDockerコンテナで動きます。',
    '用中文全文检索聊天记录',
    'ภาษาไทยไม่มีช่องว่าง',
    '한국어전문검색',
  ]
  for (const [index, content] of contents.entries()) await ask(db, { chatId: chatNamed(`chat-${index}`), content })
  expect(await found(db, '検索')).toEqual(['全文[検索]はDockerコンテナで動きます。'])
  expect(await found(db, '検')).toEqual(['全文[検]索はDockerコンテナで動きます。'])
  expect(await found(db, '索検')).toEqual([])
  expect(await found(db, 'docker 動きます')).toEqual(['全文検索は[Docker]コンテナで[動きます]。'])
  expect(await found(db, 'dockerコンテナ')).toEqual(['全文検索は[Dockerコンテナ]で動きます。'])
  expect(await found(db, '"コンテナで" -中文')).toHaveLength(1)
  expect(await found(db, '聊天')).toEqual(['用中文全文检索[聊天]记录'])
  expect(await found(db, '全文')).toHaveLength(2)
  expect(await found(db, 'ไม่มี')).toEqual(['ภาษาไทย[ไม่มี]ช่องว่าง'])
  expect(await found(db, '검색')).toEqual(['한국어전문[검색]'])
  await changeChat(db, local, chatNamed('chat-0'), { title: '夏の旅行計画' })
  const [chat] = await searchTitles(db, local, '旅行', 10)
  expect(text(chat?.title ?? [])).toBe('夏の[旅行]計画')
})

it('takes letters apart in the database as it does in queries', async () => {
  const db = await testDatabase()
  const letters = '\u0dff\u0e00\u109f\u10a0\u177f\u1780\u17ff\u1800\u2e7f\u2e80日本\u{323af}\u{323b0}😀é Ω\n'
  const any = fc.oneof(fc.constantFrom(...letters), fc.string({ unit: 'binary' }))
  const texts = fc.array(any, { maxLength: 300 }).map((parts) => parts.join('').replaceAll('\0', ''))
  const content = fc.sample(texts, { numRuns: 40, seed: 1 })
  for (const [index, each] of content.entries()) await ask(db, { chatId: chatNamed(`chat-${index}`), content: each })
  const rows = await db.all<{ content: string; indexed: string }>(sql`
    select messages.content, message_index.content as indexed from messages join message_index on message_index.rowid = messages.id`)
  expect(rows).toHaveLength(content.length)
  for (const { content, indexed } of rows) expect(indexed).toBe(lettersApart(content))
})

it('ranks the message that says it most', async () => {
  const db = await testDatabase()
  await ask(db, { chatId: chatNamed('a'), content: 'tea and tea, and again tea' })
  await ask(db, { chatId: chatNamed('b'), content: `tea once among ${'many other words '.repeat(20)}` })
  expect((await searchMessages(db, local, 'tea', 10)).map(({ chatId }) => chatId)).toEqual(['a', 'b'])
})

it('cuts the place out of a long message', async () => {
  const db = await testDatabase()
  await ask(db, { content: `${'before '.repeat(500)} needle ${'after '.repeat(500)}` })
  const [only] = await found(db, 'needle')
  expect(only).toMatch(/^…before .*\[needle\].*…$/)
  expect(only?.length).toBeLessThan(300)
})

it('takes any text as a query', async () => {
  const db = await library()
  for (const query of [
    '',
    '"',
    '""',
    '-',
    '*',
    'AND',
    'NEAR(',
    'a OR',
    'content:x',
    '^x',
    '{',
    '\0',
    'x\0y',
    "'",
    '😀',
    '-"',
  ])
    await expect(searchMessages(db, local, query, 5), query).resolves.toBeDefined()
  const any = fc.array(fc.oneof(fc.constantFrom('"', '-', '*', ' ', 'AND', 'NOT', '(', ')', ':', '\0'), fc.string()))
  await fc.assert(
    fc.asyncProperty(any, async (parts) => {
      await searchMessages(db, local, parts.join(''), 5)
      await searchTitles(db, local, parts.join(''), 5)
    }),
    { numRuns: 200 },
  )
})

it('keeps what is typed inside quotation marks', () => {
  expect(matchOf('a "b" c')).toBe('"a" AND "b" AND "c" *')
  expect(matchOf('say"so')).toBe('"say so" *')
  expect(matchOf('-a')).toBeUndefined()
  expect(matchOf(' \0 -- ')).toBeUndefined()
  expect(matchOf('x '.repeat(50))?.match(/"x"/g)).toHaveLength(12)
})

it('has an answer once it has ended, and not while it is written', async () => {
  const db = await testDatabase()
  const { answer } = await ask(db)
  const progress = { content: 'A lighthouse', thinking: '', updatedAt: 2000 }
  await checkpoint(db, local, answer.id, 1, progress)
  expect(await found(db, 'lighthouse')).toEqual([])
  await interruptOrphans(db)
  expect(await found(db, 'lighthouse')).toEqual(['A [lighthouse]'])
  await resumeMessage(db, local, answer.id, { now: 3000, revival: false })
  expect(await found(db, 'lighthouse')).toEqual([])
  await finishMessage(db, local, answer.id, 2, { ...progress, content: 'A lighthouse at sea', status: 'complete' })
  expect(await found(db, 'lighthouse')).toEqual(['A [lighthouse] at sea'])
})

it('finds chats by their titles, also after a new one', async () => {
  const db = await library()
  await changeChat(db, local, chat1, { title: 'Walks by the <harbour>' })
  const chats = await searchTitles(db, local, 'harb', 10)
  expect(chats.map(({ chatId, title }) => [chatId, text(title)])).toEqual([['chat-1', 'Walks by the <[harbour]>']])
  await changeChat(db, local, chat1, { title: 'Something else' })
  expect(await searchTitles(db, local, 'harb', 10)).toEqual([])
})

it('forgets a chat that is deleted, its title too', async () => {
  const db = await library()
  await changeChat(db, local, chatNamed('chat-0'), { title: 'Lanterns' })
  await deleteChat(db, local, chatNamed('chat-0'), 5000)
  expect(await found(db, 'green')).toEqual([])
  expect(await searchTitles(db, local, 'lanterns', 10)).toEqual([])
  await restoreChat(db, local, chatNamed('chat-0'), 5000)
  expect(await found(db, 'green')).toHaveLength(1)
  expect(await searchTitles(db, local, 'lanterns', 10)).toHaveLength(1)
  await deleteChat(db, local, chatNamed('chat-0'), 5000)
  await purgeChats(db, 5001)
  const left = await db.all(sql`select rowid from message_index where message_index match 'green'`)
  expect([left, await db.all(sql`select 1 from title_index where title_index match 'lanterns'`)]).toEqual([[], []])
})

it('shows a stranger nothing', async () => {
  const db = await library()
  expect(await found(db, 'harbour', stranger)).toEqual([])
  expect(await searchTitles(db, stranger, 'chat', 10)).toEqual([])
})
