import { expect, it } from 'vitest'
import { branch } from '../../src/db/branches.ts'
import { findChat, setTip } from '../../src/db/chats.ts'
import { copyChat } from '../../src/db/copies.ts'
import type { Database } from '../../src/db/database.ts'
import { finishMessage } from '../../src/db/messages.ts'
import { searchMessages } from '../../src/db/search.ts'
import type { ChatId } from '../../src/ids.ts'
import { ask, longChat, testDatabase } from '../support/database.ts'
import { chat1, chatNamed, local, messageNo, stranger } from '../support/ids.ts'

const copy = { copyId: chatNamed('copy'), title: 'A copy', now: 9000 }

/** Why? → Because. → More? → (running), and beside the last two: Else? → (running). */
async function tree() {
  const db = await testDatabase()
  const first = await ask(db)
  const ending = { content: 'Because.', thinking: 'Hm.', updatedAt: 2000, status: 'complete', answerTokens: 2 } as const
  await finishMessage(db, local, first.answer.id, 1, ending)
  const more = await ask(db, { parentId: first.answer.id, content: 'More?' })
  await ask(db, { parentId: first.answer.id, content: 'Else?' })
  await setTip(db, local, chat1, more.answer.id)
  return { db, first, more }
}

async function shown(db: Database, chatId: ChatId) {
  const chat = await findChat(db, local, chatId)
  const messages = await branch(db, local, chatId, messageNo(chat?.tipId))
  return messages.map(({ role, content, status }) => [role, content, status])
}

it('copies a chat with all its branches, and shows the same one', async () => {
  const { db } = await tree()
  expect(await copyChat(db, local, chat1, copy)).toMatchObject({
    id: 'copy',
    title: 'A copy',
    updatedAt: 9000,
  })
  expect(await shown(db, copy.copyId)).toEqual([
    ['user', 'Why?', 'complete'],
    ['assistant', 'Because.', 'complete'],
    ['user', 'More?', 'complete'],
    ['assistant', '', 'stopped'],
  ])
  expect((await shown(db, chat1)).at(-1)).toEqual(['assistant', '', 'streaming'])
  expect((await searchMessages(db, local, 'else', 9)).map(({ chatId }) => chatId).sort()).toEqual(['chat-1', 'copy'])
})

it('copies a branch up to one message, with its counts', async () => {
  const { db, first } = await tree()
  const made = await copyChat(db, local, chat1, { ...copy, upTo: first.answer.id })
  expect(await shown(db, copy.copyId)).toHaveLength(2)
  const messages = await branch(db, local, copy.copyId, messageNo(made?.tipId))
  expect(messages[1]).toMatchObject({ thinking: 'Hm.', answerTokens: 2, parentId: messages[0]?.id })
})

it('copies a very long chat', async () => {
  const db = await testDatabase()
  await longChat(db, 1500)
  const made = await copyChat(db, local, chat1, copy)
  expect(await branch(db, local, copy.copyId, messageNo(made?.tipId))).toHaveLength(1500)
})

it('refuses a stranger, and a message of another chat', async () => {
  const { db, first } = await tree()
  const elsewhere = await ask(db, { chatId: chatNamed('chat-2') })
  expect(await copyChat(db, stranger, chat1, copy)).toBeUndefined()
  expect(await copyChat(db, stranger, chat1, { ...copy, upTo: first.answer.id })).toBeUndefined()
  expect(await copyChat(db, local, chat1, { ...copy, upTo: elsewhere.answer.id })).toBeUndefined()
  expect(await findChat(db, local, chatNamed('copy'))).toBeUndefined()
})
