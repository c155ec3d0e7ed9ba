import { expect, it } from 'vitest'
import { checkpoint, findMessage } from '../../src/db/messages.ts'
import { appSite } from '../support/app.ts'
import { ask, testDatabase } from '../support/database.ts'
import { chat1, chatNamed, local } from '../support/ids.ts'
import { toEnd } from '../support/remote.ts'

const MINUTE = 60_000

it('answers that died go on when they are young and it is their first time; a question waits for the one above', async () => {
  const db = await testDatabase()
  const now = Date.now()
  const model = 'ollama/llama3.2'
  const first = await ask(db, { model, now, content: 'One' })
  await checkpoint(db, local, first.answer.id, 1, { content: 'Answer o', thinking: '', updatedAt: now - MINUTE })
  const second = await ask(db, { model, now, content: 'Two', parentId: first.answer.id })
  const old = await ask(db, { model, chatId: chatNamed('chat-2'), chat: { title: 'Old' }, now: now - 11 * MINUTE })

  const site = await appSite({}, { db })
  const [one, two] = [site.ollama.hold(), site.ollama.hold()]
  expect((await one.request).messages.map(({ content }) => content)).toEqual(['One', 'Answer o'])
  one.write('ne.')
  one.end()
  // With all of the answer above it, which was not there when both were taken up.
  expect((await two.request).messages.map(({ content }) => content)).toEqual(['One', 'Answer one.', 'Two'])
  two.write('Answer two.')
  two.end()
  await toEnd(site, `/chats/chat-1/messages/${second.answer.id}/stream`)
  expect(await findMessage(db, local, chat1, first.answer.id)).toMatchObject({
    content: 'Answer one.',
    attempt: 2,
  })
  expect(await findMessage(db, local, chat1, second.answer.id)).toMatchObject({ content: 'Answer two.' })
  expect(await findMessage(db, local, chatNamed('chat-2'), old.answer.id)).toMatchObject({
    status: 'interrupted',
    attempt: 1,
  })
  expect(site.ollama.requests).toHaveLength(2)
  await site.close()
})

it('one that dies again is left to a person', async () => {
  const db = await testDatabase()
  const { answer } = await ask(db, { model: 'ollama/llama3.2', now: Date.now() })
  const first = await appSite({}, { db })
  const held = first.ollama.hold()
  await held.request
  held.write('Half')
  await first.leave()
  const second = await appSite({}, { db })
  expect(await findMessage(db, local, chat1, answer.id)).toMatchObject({
    ...{ status: 'interrupted', revivals: 1, attempt: 2 },
  })
  expect(second.ollama.requests).toEqual([])
  await first.close()
  await second.close()
})
