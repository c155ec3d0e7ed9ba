import { expect, it } from 'vitest'
import { branch } from '../../src/db/branches.ts'
import { findChat } from '../../src/db/chats.ts'
import { insertAnswer, insertTurn } from '../../src/db/turns.ts'
import { ask, testDatabase } from '../support/database.ts'
import { chat1, chatNamed, local, messageNo, stranger, userNamed } from '../support/ids.ts'

const next = { userId: local, chatId: chat1, content: 'And then?', model: 'ollama/llama3.2', now: 2000 }

it('opens a chat with its first turn', async () => {
  const db = await testDatabase()
  const { question, answer } = await ask(db)
  expect(question).toMatchObject({ parentId: null, role: 'user', status: 'complete', content: 'Why?', model: null })
  expect(answer).toMatchObject({
    parentId: question.id,
    role: 'assistant',
    status: 'streaming',
    content: '',
    attempt: 1,
  })
  expect(answer.model).toBe('guide/guide')
  const chat = {
    id: 'chat-1',
    userId: 'local',
    title: 'A chat',
    model: 'guide/guide',
    createdAt: 1000,
    updatedAt: 1000,
  }
  expect(await findChat(db, local, chat1)).toMatchObject({ ...chat, tipId: answer.id })
})

it('adds a turn below an answer and moves tip, model and time of the chat', async () => {
  const db = await testDatabase()
  const first = await ask(db)
  const second = await insertTurn(db, { ...next, parentId: first.answer.id })
  expect(second?.question).toMatchObject({ parentId: first.answer.id, content: 'And then?', createdAt: 2000 })
  const chat = await findChat(db, local, chat1)
  expect(chat).toMatchObject({ tipId: second?.answer.id, model: 'ollama/llama3.2', createdAt: 1000, updatedAt: 2000 })
})

it('keeps turns of two chats apart when they are written at the same time', async () => {
  const db = await testDatabase()
  const chats = Array.from({ length: 20 }, (_, i) =>
    ask(db, { chatId: chatNamed(`chat-${i}`), content: `Question ${i}` }),
  )
  for (const { question, answer } of await Promise.all(chats)) {
    expect(answer).toMatchObject({ parentId: question.id, chatId: question.chatId })
    expect((await findChat(db, local, question.chatId))?.tipId).toBe(answer.id)
  }
})

it('adds a sibling answer below a question', async () => {
  const db = await testDatabase()
  const { question, answer } = await ask(db)
  const again = await insertAnswer(db, { ...next, parentId: question.id })
  expect(again).toMatchObject({ parentId: question.id, role: 'assistant', status: 'streaming', model: next.model })
  expect(again?.id).not.toBe(answer.id)
  expect(await findChat(db, local, chat1)).toMatchObject({ tipId: again?.id, updatedAt: 2000 })
})

it('writes nothing for a stranger, into a chat that is gone, or below a message of another chat', async () => {
  const db = await testDatabase()
  const { question, answer } = await ask(db)
  const elsewhere = await ask(db, { chatId: chatNamed('chat-2') })
  const refused = [
    { ...next, parentId: answer.id, userId: stranger },
    { ...next, parentId: null, userId: stranger },
    { ...next, parentId: null, chatId: chatNamed('gone') },
    { ...next, parentId: elsewhere.answer.id },
    { ...next, parentId: messageNo(999) },
  ]
  for (const turn of refused) expect(await insertTurn(db, turn)).toBeUndefined()
  expect(await insertAnswer(db, { ...next, parentId: question.id, userId: stranger })).toBeUndefined()
  expect(await insertAnswer(db, { ...next, parentId: elsewhere.question.id })).toBeUndefined()
  expect(await insertAnswer(db, { ...next, parentId: answer.id })).toBeUndefined()
  expect(await findChat(db, local, chat1)).toMatchObject({ tipId: answer.id, updatedAt: 1000 })
  expect(await branch(db, local, chat1, answer.id)).toHaveLength(2)
})

it('does not open a chat for nobody, or twice', async () => {
  const db = await testDatabase()
  await expect(ask(db, { userId: userNamed('nobody') })).rejects.toThrow('FOREIGN KEY')
  await ask(db)
  await expect(ask(db, { userId: stranger })).rejects.toThrow('UNIQUE')
  expect(await findChat(db, stranger, chat1)).toBeUndefined()
})
