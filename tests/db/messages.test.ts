import { expect, it } from 'vitest'
import { branch } from '../../src/db/branches.ts'
import { findChat, setTip } from '../../src/db/chats.ts'
import {
  checkpoint,
  deleteMessage,
  findMessage,
  finishMessage,
  interruptOrphans,
  resumeMessage,
} from '../../src/db/messages.ts'
import { statuses } from '../../src/db/schema.ts'
import { insertAnswer } from '../../src/db/turns.ts'
import { ask, longChat, testDatabase } from '../support/database.ts'
import { chat1, chatNamed, local, messageNo, stranger } from '../support/ids.ts'

const progress = { content: 'Because', thinking: 'Hm.', updatedAt: 2000 }

it('stores progress and the end of a running answer', async () => {
  const db = await testDatabase()
  const { answer } = await ask(db)
  expect(await checkpoint(db, local, answer.id, 1, progress)).toBe(true)
  expect(await findMessage(db, local, chat1, answer.id)).toMatchObject({
    ...progress,
    status: 'streaming',
  })
  const ending = {
    ...progress,
    content: 'Because.',
    status: 'complete',
    answerTokens: 2,
    finishReason: 'stop',
  } as const
  expect(await finishMessage(db, local, answer.id, 1, ending)).toBe(true)
  expect(await findMessage(db, local, chat1, answer.id)).toMatchObject(ending)
})

it('refuses what an attempt writes that no longer runs', async () => {
  const db = await testDatabase()
  const { answer } = await ask(db)
  const ending = { ...progress, status: 'stopped' } as const
  await finishMessage(db, local, answer.id, 1, ending)
  const late = { ...progress, content: 'Too late' }
  expect(await checkpoint(db, local, answer.id, 1, late)).toBe(false)
  expect(await finishMessage(db, local, answer.id, 1, { ...late, status: 'complete' })).toBe(false)
  await resumeMessage(db, local, answer.id, { now: 3000, revival: false })
  expect(await checkpoint(db, local, answer.id, 1, late)).toBe(false)
  expect(await findMessage(db, local, chat1, answer.id)).toMatchObject({
    content: 'Because',
    status: 'streaming',
  })
  expect(await checkpoint(db, local, answer.id, 2, late)).toBe(true)
})

it('resumes only what was stopped, failed or interrupted, and once', async () => {
  const db = await testDatabase()
  for (const status of statuses) {
    const { answer } = await ask(db, { chatId: chatNamed(status) })
    if (status !== 'streaming') await finishMessage(db, local, answer.id, 1, { ...progress, status, error: 'Cut.' })
    const [resumed, again] = await Promise.all([
      resumeMessage(db, local, answer.id, { now: 3000, revival: false }),
      resumeMessage(db, local, answer.id, { now: 3000, revival: false }),
    ])
    expect(again).toBeUndefined()
    if (status === 'streaming' || status === 'complete') expect(resumed).toBeUndefined()
    else
      expect(resumed).toMatchObject({
        status: 'streaming',
        attempt: 2,
        error: null,
        content: 'Because',
        updatedAt: 3000,
      })
  }
})

it('resumes an answer that ran into its limit', async () => {
  const db = await testDatabase()
  const { answer } = await ask(db)
  await finishMessage(db, local, answer.id, 1, { ...progress, status: 'complete', finishReason: 'length' })
  const resumed = await resumeMessage(db, local, answer.id, { now: 3000, revival: false })
  expect(resumed).toMatchObject({ status: 'streaming', content: 'Because', finishReason: null })
})

it('counts how often an answer was revived by itself, until a person continues it', async () => {
  const db = await testDatabase()
  const { answer } = await ask(db)
  const counts: unknown[] = []
  for (const revival of [true, true, false]) {
    await interruptOrphans(db)
    counts.push((await resumeMessage(db, local, answer.id, { now: 3000, revival }))?.revivals)
  }
  expect(counts).toEqual([1, 2, 0])
})

it('marks answers that died with the server, with the time of their last checkpoint', async () => {
  const db = await testDatabase()
  const { answer } = await ask(db)
  const foreign = await ask(db, { userId: stranger, chatId: chatNamed('theirs') })
  const done = await ask(db, { chatId: chatNamed('done') })
  await checkpoint(db, local, answer.id, 1, progress)
  await finishMessage(db, local, done.answer.id, 1, { ...progress, status: 'complete' })
  const orphans = await interruptOrphans(db)
  expect(orphans.map(({ id }) => id)).toEqual([answer.id, foreign.answer.id])
  expect(orphans[0]).toMatchObject({ ...progress, status: 'interrupted' })
  expect(await interruptOrphans(db)).toEqual([])
})

it('deletes a message with its branch and shows the newest one that is left', async () => {
  const db = await testDatabase()
  const { question, answer } = await ask(db)
  const second = await insertAnswer(db, {
    userId: local,
    chatId: chat1,
    parentId: question.id,
    model: 'm',
    now: 2,
  })
  const below = await ask(db, { parentId: messageNo(second?.id) })
  expect(await deleteMessage(db, local, chat1, messageNo(second?.id))).toBe(true)
  expect(await findMessage(db, local, chat1, below.answer.id)).toBeUndefined()
  expect(await findChat(db, local, chat1)).toMatchObject({ tipId: answer.id })
  expect(await branch(db, local, chat1, answer.id)).toHaveLength(2)
})

it('leaves the shown branch alone when another one is deleted', async () => {
  const db = await testDatabase()
  const { question, answer } = await ask(db)
  const second = await insertAnswer(db, {
    userId: local,
    chatId: chat1,
    parentId: question.id,
    model: 'm',
    now: 2,
  })
  await insertAnswer(db, { userId: local, chatId: chat1, parentId: question.id, model: 'm', now: 2 })
  await setTip(db, local, chat1, answer.id)
  expect(await deleteMessage(db, local, chat1, messageNo(second?.id))).toBe(true)
  expect(await findChat(db, local, chat1)).toMatchObject({ tipId: answer.id })
})

it('deletes a root: another root is shown, or nothing', async () => {
  const db = await testDatabase()
  const first = await ask(db)
  const edited = await ask(db, { parentId: null })
  expect(await deleteMessage(db, local, chat1, edited.question.id)).toBe(true)
  expect(await findChat(db, local, chat1)).toMatchObject({ tipId: first.answer.id })
  expect(await deleteMessage(db, local, chat1, first.question.id)).toBe(true)
  expect(await findChat(db, local, chat1)).toMatchObject({ tipId: null })
})

it('deletes a branch of more than a thousand messages', async () => {
  const db = await testDatabase()
  await longChat(db, 1500)
  expect(await deleteMessage(db, local, chat1, messageNo(2))).toBe(true)
  expect(await findMessage(db, local, chat1, messageNo(1500))).toBeUndefined()
  expect(await findChat(db, local, chat1)).toMatchObject({ tipId: 1 })
})

it('refuses a stranger everything', async () => {
  const db = await testDatabase()
  const { answer } = await ask(db)
  expect(await findMessage(db, stranger, chat1, answer.id)).toBeUndefined()
  expect(await findMessage(db, local, chatNamed('chat-2'), answer.id)).toBeUndefined()
  expect(await checkpoint(db, stranger, answer.id, 1, progress)).toBe(false)
  expect(await finishMessage(db, stranger, answer.id, 1, { ...progress, status: 'complete' })).toBe(false)
  expect(await deleteMessage(db, stranger, chat1, answer.id)).toBe(false)
  expect(await deleteMessage(db, local, chatNamed('chat-2'), answer.id)).toBe(false)
  await finishMessage(db, local, answer.id, 1, { ...progress, status: 'stopped' })
  expect(await resumeMessage(db, stranger, answer.id, { now: 3000, revival: false })).toBeUndefined()
  expect(await findMessage(db, local, chat1, answer.id)).toMatchObject({
    ...progress,
    status: 'stopped',
    attempt: 1,
  })
})
