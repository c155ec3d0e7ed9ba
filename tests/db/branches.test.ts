import { expect, it } from 'vitest'
import { branch, idsBelow, lastShownLeaf, runningAnswers, siblings } from '../../src/db/branches.ts'
import { setTip } from '../../src/db/chats.ts'
import type { Database } from '../../src/db/database.ts'
import { insertAnswer } from '../../src/db/turns.ts'
import { ask, testDatabase } from '../support/database.ts'
import { chat1, chatNamed, local, messageNo, stranger } from '../support/ids.ts'

/**
 * Two questions asked, the second one also in another wording, and answered twice:
 * 1 ─ 2 ┬ 3 ─ 4
 *       └ 5 ┬ 6
 *           └ 7
 */
async function tree(): Promise<Database> {
  const db = await testDatabase()
  await ask(db)
  await ask(db, { parentId: messageNo(2) })
  await ask(db, { parentId: messageNo(2) })
  await insertAnswer(db, {
    userId: local,
    chatId: chat1,
    parentId: messageNo(5),
    model: 'guide/guide',
    now: 3000,
  })
  return db
}

async function idsOf(messages: Promise<{ id: number }[]>): Promise<number[]> {
  return (await messages).map(({ id }) => id)
}

it('walks a branch from root to tip', async () => {
  const db = await tree()
  expect(await idsOf(branch(db, local, chat1, messageNo(4)))).toEqual([1, 2, 3, 4])
  expect(await idsOf(branch(db, local, chat1, messageNo(7)))).toEqual([1, 2, 5, 7])
})

it('gives the newest messages of a branch, and the page above them', async () => {
  const db = await tree()
  expect(await idsOf(branch(db, local, chat1, messageNo(7), { limit: 2 }))).toEqual([5, 7])
  expect(await idsOf(branch(db, local, chat1, messageNo(7), { limit: 2, before: messageNo(5) }))).toEqual([1, 2])
  expect(await idsOf(branch(db, local, chat1, messageNo(7), { limit: 2, before: messageNo(1) }))).toEqual([])
  expect(await idsOf(branch(db, local, chat1, messageNo(7), { limit: 2, back: messageNo(2) }))).toEqual([2, 5, 7])
  expect(await idsOf(branch(db, local, chat1, messageNo(7), { limit: 2, back: messageNo(7) }))).toEqual([5, 7])
  expect(
    await idsOf(branch(db, local, chat1, messageNo(7), { limit: 2, before: messageNo(7), back: messageNo(1) })),
  ).toEqual([1, 2, 5])
})

it('lists what is below a message on its branch', async () => {
  const db = await tree()
  expect(await idsBelow(db, local, chat1, messageNo(7), messageNo(2))).toEqual([5, 7])
  expect(await idsBelow(db, local, chat1, messageNo(7), messageNo(7))).toEqual([])
  expect(await idsBelow(db, stranger, chat1, messageNo(7), messageNo(2))).toEqual([])
})

it('lists the children of messages in order', async () => {
  const db = await tree()
  const expected = new Map([
    [null, [1]],
    [2, [3, 5]],
    [5, [6, 7]],
    [7, []],
  ])
  expect(await siblings(db, local, chat1, [null, messageNo(2), messageNo(5), messageNo(7)])).toEqual(expected)
})

it('finds the leaf under a message that was shown last', async () => {
  const db = await tree()
  await setTip(db, local, chat1, messageNo(6))
  await setTip(db, local, chat1, messageNo(4))
  expect(await lastShownLeaf(db, local, chat1, messageNo(5))).toBe(6)
  expect(await lastShownLeaf(db, local, chat1, messageNo(1))).toBe(6)
  await setTip(db, local, chat1, messageNo(7))
  await setTip(db, local, chat1, messageNo(4))
  expect(await lastShownLeaf(db, local, chat1, messageNo(5))).toBe(7)
  expect(await lastShownLeaf(db, local, chat1, messageNo(3))).toBe(4)
  expect(await lastShownLeaf(db, local, chat1, messageNo(6))).toBe(6)
})

it('finds the newest leaf under a message where none was ever left', async () => {
  const db = await tree()
  await db.run('update messages set left_order = null')
  expect(await lastShownLeaf(db, local, chat1, messageNo(1))).toBe(7)
})

it('finds the answers that run in a chat, or under one message', async () => {
  const db = await tree()
  expect(await runningAnswers(db, local, chat1)).toEqual([2, 4, 6, 7])
  expect(await runningAnswers(db, local, chat1, messageNo(5))).toEqual([6, 7])
  expect(await runningAnswers(db, stranger, chat1)).toEqual([])
  expect(await runningAnswers(db, stranger, chat1, messageNo(5))).toEqual([])
})

it('shows a stranger nothing, also through another chat', async () => {
  const db = await tree()
  for (const [userId, chatId] of [
    [stranger, chat1],
    [local, chatNamed('chat-2')],
  ] as const) {
    expect(await branch(db, userId, chatId, messageNo(7))).toEqual([])
    expect(await branch(db, userId, chatId, messageNo(7), { before: messageNo(5) })).toEqual([])
    expect(await lastShownLeaf(db, userId, chatId, messageNo(1))).toBeUndefined()
    expect(await siblings(db, userId, chatId, [null, messageNo(2)])).toEqual(
      new Map([
        [null, []],
        [2, []],
      ]),
    )
  }
})
