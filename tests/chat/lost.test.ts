import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Database } from '../../src/db/database.ts'
import { findMessage } from '../../src/db/messages.ts'
import { appSite } from '../support/app.ts'
import { ask } from '../support/database.ts'
import { readEvents } from '../support/events.ts'
import { chat1, local, messageNo } from '../support/ids.ts'
import { Page } from '../support/page.ts'
import { open, post } from '../support/site.ts'

// An answer that is stored as running, and that nothing makes.

let site: Awaited<ReturnType<typeof appSite>>
let db: Database

beforeEach(async () => {
  site = await appSite()
  db = site.db
})

afterEach(() => site.close())

/** One that was stored so many milliseconds ago; its stream's address. */
async function lose(ago: number): Promise<{ id: number; stream: string }> {
  const { answer } = await ask(db, { model: 'ollama/llama3.2', now: Date.now() - ago })
  return { id: answer.id, stream: `/chats/chat-1/messages/${answer.id}/stream` }
}

async function eventsOf(stream: string): Promise<string[]> {
  const events = []
  for await (const { event } of readEvents(await site.fetch(stream))) events.push(event)
  return events
}

it('is looked at again while it may be about to start, and is not touched', async () => {
  const { id, stream } = await lose(0)
  expect(await eventsOf(stream)).toEqual([])
  expect(await findMessage(db, local, chat1, messageNo(id))).toMatchObject({ status: 'streaming' })
})

it('becomes interrupted when it is not, and can be continued', async () => {
  const { id, stream } = await lose(10_000)
  expect(await eventsOf(stream)).toEqual(['end'])
  expect(await findMessage(db, local, chat1, messageNo(id))).toMatchObject({ status: 'interrupted' })
  const held = site.ollama.hold()
  await post(site, `/chats/chat-1/messages/${id}/continuation`)
  await held.request
  held.write('Found again.')
  held.end()
  expect(await eventsOf(stream)).toContain('end')
  expect(await findMessage(db, local, chat1, messageNo(id))).toMatchObject({
    status: 'complete',
    content: 'Found again.',
  })
})

it('comes to an end also where nothing can be stored', async () => {
  const { id, stream } = await lose(10_000)
  const report = vi.spyOn(console, 'error').mockImplementation(() => {})
  await db.run(sql`PRAGMA query_only = 1`)
  expect(await eventsOf(stream)).toEqual(['end'])
  expect(await findMessage(db, local, chat1, messageNo(id))).toMatchObject({ status: 'streaming' })
  expect(report).toHaveBeenCalledWith('lost answer not marked', expect.anything())
  report.mockRestore()
})

it('does not send a page without JavaScript in circles', async () => {
  await lose(4500)
  const growing = await open(site, '/chats/chat-1?growing')
  expect(growing.status).toBe(303)
  const page = await open(site, growing.headers.get('Location') ?? '')
  expect(page.status).toBe(200)
  const text = await page.text()
  expect(text).not.toContain('http-equiv="refresh"')
  expect(new Page(text).text('.message.assistant')).toMatch(/server went away.*Continue/s)
})
