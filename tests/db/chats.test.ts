import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import {
  changeChat,
  deleteChat,
  findChat,
  findDeletedChat,
  forgetChats,
  listChats,
  purgeChats,
  removeChat,
  restoreChat,
  type Shelf,
  setTip,
} from '../../src/db/chats.ts'
import { findMessage } from '../../src/db/messages.ts'
import { chats, messages } from '../../src/db/schema.ts'
import { ask, longChat, testDatabase } from '../support/database.ts'
import { chat1, chatNamed, local, stranger } from '../support/ids.ts'

it('lists chats by page, the latest used first, also where times are equal', async () => {
  const db = await testDatabase()
  for (const [chatId, now] of Object.entries({ a: 1, b: 2, c: 2, d: 2, e: 3 }))
    await ask(db, { chatId: chatNamed(chatId), now })
  const first = await listChats(db, local, { limit: 3 })
  expect(first.map(({ id }) => id)).toEqual(['e', 'd', 'c'])
  const before = first.at(-1)
  const second = await listChats(db, local, { limit: 3, ...(before && { before }) })
  expect(second.map(({ id }) => id)).toEqual(['b', 'a'])
  await db
    .update(chats)
    .set({ updatedAt: 9 })
    .where(eq(chats.id, chatNamed('a')))
  expect((await listChats(db, local, { limit: 1 })).map(({ id }) => id)).toEqual(['a'])
})

it('renames a chat and shows another branch of it', async () => {
  const db = await testDatabase()
  const { question } = await ask(db)
  expect(await changeChat(db, local, chat1, { title: 'New' })).toMatchObject({ title: 'New' })
  expect(await setTip(db, local, chat1, question.id)).toBe(true)
  expect(await findChat(db, local, chat1)).toMatchObject({ title: 'New', tipId: question.id })
})

it('takes no tip from another chat', async () => {
  const db = await testDatabase()
  const { answer } = await ask(db)
  const elsewhere = await ask(db, { chatId: chatNamed('chat-2') })
  expect(await setTip(db, local, chat1, elsewhere.answer.id)).toBe(false)
  expect(await findChat(db, local, chat1)).toMatchObject({ tipId: answer.id })
})

it('keeps the pinned and the archived apart', async () => {
  const db = await testDatabase()
  for (const chatId of ['a', 'b', 'c', 'd']) await ask(db, { chatId: chatNamed(chatId) })
  await changeChat(db, local, chatNamed('a'), { pinned: true })
  await changeChat(db, local, chatNamed('b'), { archived: true })
  await changeChat(db, local, chatNamed('c'), { archived: true, pinned: true })
  const on = async (shelf: Shelf) => (await listChats(db, local, { shelf, limit: 9 })).map(({ id }) => id)
  expect([await on('pinned'), await on('listed'), await on('archived')]).toEqual([['a'], ['d'], ['c', 'b']])
})

it('hides what was deleted, and brings it back', async () => {
  const db = await testDatabase()
  const { answer } = await ask(db)
  expect(await restoreChat(db, local, chat1, 5000)).toBeUndefined()
  expect(await deleteChat(db, local, chat1, 5000)).toBe(true)
  expect(await deleteChat(db, local, chat1, 6000)).toBe(false)
  expect(await findChat(db, local, chat1)).toBeUndefined()
  expect(await changeChat(db, local, chat1, { title: 'New' })).toBeUndefined()
  expect(await listChats(db, local, { limit: 9 })).toEqual([])
  expect(await findDeletedChat(db, local, chat1, 5000)).toMatchObject({ deletedAt: 5000 })
  expect(await findDeletedChat(db, local, chat1, 5001)).toBeUndefined()
  expect(await restoreChat(db, local, chat1, 5001)).toBeUndefined()
  expect(await restoreChat(db, local, chat1, 5000)).toMatchObject({ tipId: answer.id, deletedAt: null })
  expect(await listChats(db, local, { limit: 9 })).toHaveLength(1)
})

it('purges what all users deleted before a time, piece by piece, each message before the one above it', async () => {
  const db = await testDatabase()
  await longChat(db, 130)
  const theirs = chatNamed('theirs')
  await ask(db, { userId: stranger, chatId: theirs })
  const later = await ask(db, { chatId: chatNamed('later') })
  const kept = await ask(db, { chatId: chatNamed('kept') })
  await deleteChat(db, local, chat1, 5000)
  await deleteChat(db, stranger, theirs, 5000)
  await deleteChat(db, local, chatNamed('later'), 5001)
  expect(await purgeChats(db, 5000)).toBe(false)
  const left = async () => (await db.select({ id: messages.id }).from(messages)).length
  const counts = [await left()]
  while (await purgeChats(db, 5001)) counts.push(await left())
  expect(counts).toEqual([136, 116, 96, 76, 56, 36, 16, 4])
  expect((await db.select({ id: chats.id }).from(chats)).map(({ id }) => id).sort()).toEqual(['kept', 'later'])
  expect(await restoreChat(db, local, chatNamed('later'), 5001)).toMatchObject({ tipId: later.answer.id })
  expect(await findMessage(db, local, chatNamed('kept'), kept.answer.id)).toBeDefined()
})

it('removes a chat at once, and forgets those that nobody used', async () => {
  const db = await testDatabase()
  for (const [chatId, now] of Object.entries({ a: 1000, b: 2000, c: 3000 }))
    await ask(db, { chatId: chatNamed(chatId), now })
  expect(await removeChat(db, stranger, chatNamed('c'))).toBe(false)
  expect(await removeChat(db, local, chatNamed('c'))).toBe(true)
  await forgetChats(db, 2000)
  expect((await listChats(db, local, { limit: 9 })).map(({ id }) => id)).toEqual(['b'])
})

it('refuses a stranger everything', async () => {
  const db = await testDatabase()
  const { question, answer } = await ask(db)
  expect(await findChat(db, stranger, chat1)).toBeUndefined()
  expect(await listChats(db, stranger, { limit: 10 })).toEqual([])
  expect(await changeChat(db, stranger, chat1, { title: 'Mine' })).toBeUndefined()
  expect(await setTip(db, stranger, chat1, question.id)).toBe(false)
  expect(await deleteChat(db, stranger, chat1, 5000)).toBe(false)
  expect(await findChat(db, local, chat1)).toMatchObject({
    title: 'A chat',
    tipId: answer.id,
    updatedAt: 1000,
  })
  await deleteChat(db, local, chat1, 5000)
  expect(await findDeletedChat(db, stranger, chat1, 5000)).toBeUndefined()
  expect(await restoreChat(db, stranger, chat1, 5000)).toBeUndefined()
})
