import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { testSite } from '../support/app.ts'
import { open, post, startChat } from '../support/site.ts'

it('shows every page on a database that takes no writes, as on a full disk, and says so to whoever writes', async () => {
  const reported: unknown[] = []
  const site = await testSite({}, { report: (...what) => reported.push(what) })
  const chat = await startChat(site, 'A question', 'guide/guide')
  await (await site.fetch(chat.stream)).text()
  await post(site, '/presets', { name: 'Short', emoji: '✂️', model: '' })
  await post(site, '/prompts', { name: 'Mine', content: 'Say it.' })
  await post(site, `${(await startChat(site, 'To be deleted', 'guide/guide')).path}/deletion`)
  await site.db.run(sql`update chats set deleted_at = 1000 where deleted_at is not null`)

  const things: Record<string, string> = { chat: chat.path.split('/')[2] ?? '', message: String(chat.message) }
  async function look(): Promise<[path: string, status: number][]> {
    const answers: [string, number][] = []
    for (const { method, path } of site.routes) {
      if (method !== 'GET' || path.includes('*')) continue
      const address = path.replace(/:(\w+)/g, (_, name: string) => things[name] ?? '1')
      for (const headers of [{}, { 'HX-Request': 'true' }]) {
        const response = await open(site, address, headers)
        await response.text()
        answers.push([address, response.status])
      }
    }
    return answers
  }
  const usual = await look()
  expect(usual.filter(([, status]) => status === 200).length).toBeGreaterThan(20)
  await site.db.run(sql`pragma query_only = on`)
  expect(await look()).toEqual(usual)
  expect(reported).toEqual([])

  const refused = await post(site, `${chat.path}/messages`, { content: 'More', model: 'guide/guide' })
  expect([refused.status, await refused.text()]).toEqual([507, expect.stringContaining('Nothing was changed')])
  expect(await site.db.all(sql`select id from messages`)).toHaveLength(4)
})
