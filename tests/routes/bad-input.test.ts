import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appSite } from '../support/app.ts'
import { emptyPreset } from '../support/forms.ts'
import { Page } from '../support/page.ts'
import { post, startChat } from '../support/site.ts'

type AppSite = Awaited<ReturnType<typeof appSite>>

let site: AppSite
let before: string

beforeAll(async () => {
  site = await appSite()
  site.ollama.enqueue({ chunks: ['An answer.'] })
  site.ollama.enqueue({ chunks: ['A title'] })
  const { stream } = await startChat(site, 'A question')
  await (await site.fetch(stream)).text()
  before = await everything()
})

afterAll(() => site.close())

/** All that is stored, as text. */
async function everything(): Promise<string> {
  const tables = ['users', 'chats', 'messages', 'presets', 'prompts']
  return JSON.stringify(await Promise.all(tables.map((table) => site.db.all(sql.raw(`select * from ${table}`)))))
}

/** Values for the parameters of an address that name nothing: unknown, of the wrong type, too large, too long, broken. */
const nothings = ['none', '999999', '-1', '1e400', 'x'.repeat(5000), '%00', '%E0%A4%A', "'; drop table chats; --"]

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

/** Bodies that no form sends. */
const bodies: [string, RequestInit][] = [
  ['no body', {}],
  ['JSON', { body: '{"content":"Hello"}', headers: { 'Content-Type': 'application/json' } }],
  [
    'a broken multipart form',
    { body: '--x\r\nbroken', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } },
  ],
  ['a file where text is wanted', { body: withFile() }],
  ['broken encoding', { body: 'content=%E0%A4%A&title=%FF&name=%C0%80', headers: form }],
  ['empty fields', { body: 'content=&title=&name=&model=', headers: form }],
  ['more than is read', { body: `content=${'x'.repeat(3_200_000)}`, headers: form }],
]

function withFile(): FormData {
  const data = new FormData()
  for (const name of ['content', 'title', 'name']) data.append(name, new File(['x'], 'x.txt'))
  return data
}

function addresses(path: string): string[] {
  return nothings.map((value) => path.replace(/:\w+/g, () => (value.includes('%') ? value : encodeURIComponent(value))))
}

describe('bad input', () => {
  it('to an address that names nothing gets a clear answer on every route, and changes nothing', async () => {
    const routes = site.routes.filter(({ path }) => path.includes(':'))
    expect(routes.length).toBeGreaterThan(20)
    for (const { method, path } of routes) {
      for (const address of addresses(path)) {
        for (const fragment of [true, false]) {
          const what = `${method} ${address.slice(0, 120)}`
          const headers = { Accept: 'text/html', ...form, ...(fragment && { 'HX-Request': 'true' }) }
          const body = method === 'GET' ? undefined : 'content=Hello&title=Hello&name=Hello&model=guide/guide'
          const init = { method, headers, redirect: 'manual' as const, ...(body && { body }) }
          const response = await site.fetch(address, init)
          const text = await response.text()
          if (path.endsWith('/stream')) expect(text, what).toMatch(/event: end|That did not work/)
          else expect(response.status, what).toBe(404)
          if (response.status === 404) expect(text, what).toMatch(/class="problem">.*<p>[^<]{10,}<\/p>/s)
        }
      }
    }
    expect(await everything()).toBe(before)
  })

  it.each(bodies)('as %s gets a sentence on every route that opens or creates something', async (_name, init) => {
    const routes = site.routes.filter(({ method, path }) => method === 'POST' && !path.includes(':'))
    expect(routes.length).toBeGreaterThan(2)
    for (const { path } of routes) {
      const response = await site.fetch(path, { method: 'POST', redirect: 'manual', ...init })
      const what = `POST ${path}`
      expect(response.status, what).toBeGreaterThanOrEqual(400)
      expect(response.status, what).toBeLessThan(500)
      expect(new Page(await response.text()).text('main'), what).not.toBe('')
    }
    expect(await everything()).toBe(before)
  })

  it.each(bodies)('as %s to what is there is refused or harmless, never a fault', async (_name, init) => {
    const { path, message } = await startChat(site, 'Another question', 'guide/guide')
    await (await site.fetch(`${path}/messages/${message}/stream`)).text()
    await post(site, '/presets', emptyPreset)
    await post(site, '/prompts', { name: path, content: 'Say {{this}}.' })
    const newest = async (table: string) =>
      (await site.db.get<{ id: number }>(`select max(id) id from ${table}`))?.id ?? 0
    const ids = { chat: path.split('/').at(-1), preset: await newest('presets'), prompt: await newest('prompts') }
    const routes = site.routes.filter(({ method, path }) => method === 'POST' && path.includes(':'))
    expect(routes.length).toBeGreaterThan(15)
    for (const { path: route } of routes) {
      // What deletes needs no body, and would take away what the others are tried on. Temporary chats have the same routes.
      if (/deletion$/.test(route) || route.startsWith('/temporary')) continue
      for (const at of [message - 1, message]) {
        const named: Record<string, unknown> = { ...ids, message: at }
        const address = route.replace(/:(\w+)/g, (_all, name) => String(named[name]))
        expect(address, route).not.toContain('undefined')
        const response = await site.fetch(address, { method: 'POST', redirect: 'manual', ...init })
        expect(response.status, `POST ${address}`).toBeLessThan(500)
        await response.text()
      }
    }
  })
})
