import { expect, it } from 'vitest'
import { findMessage } from '../src/db/messages.ts'
import { isChatId, isUserId, known, messageIdOf } from '../src/ids.ts'
import { ask, testDatabase } from './support/database.ts'
import { chat1, chatNamed, local } from './support/ids.ts'

it('lets no id stand where one of another kind belongs', async () => {
  const db = await testDatabase()
  const { question } = await ask(db)
  expect(await findMessage(db, local, chat1, question.id)).toBeDefined()
  // @ts-expect-error: the wrong way round
  expect(await findMessage(db, chat1, local, question.id)).toBeUndefined()
  // @ts-expect-error: texts of anybody
  expect(await findMessage(db, 'local', 'chat-1', question.id)).toBeDefined()
  // @ts-expect-error: any number
  expect(await findMessage(db, local, chat1, 1)).toBeDefined()
})

it('takes a message from an address only where it can be one', () => {
  expect(['1', '42', '999999999999999'].map(messageIdOf)).toEqual([1, 42, 999_999_999_999_999])
  for (const text of ['', '0', '-1', '1.5', '1e3', ' 1', '01x', '9999999999999999', 'NaN'])
    expect(messageIdOf(text)).toBeUndefined()
})

it('takes a chat from an address only where it can be one', () => {
  expect(['a', 'chat-1', '_0Zz-9', 'x'.repeat(64)].every(isChatId)).toBe(true)
  expect(['', 'a b', 'a/b', 'a.json', 'ä', 'x'.repeat(65), 'a\n'].some(isChatId)).toBe(false)
})

it('throws at an id of our own that is none', () => {
  expect(known(isUserId, 'local')).toBe('local')
  expect(() => known(isUserId, '')).toThrow('isUserId')
  expect(() => chatNamed('no id')).toThrow('isChatId')
})
