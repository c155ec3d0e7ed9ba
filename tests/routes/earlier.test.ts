import { afterEach, expect, it } from 'vitest'
import { appSite } from '../support/app.ts'
import { ask, longChat } from '../support/database.ts'
import { chatNamed, stranger } from '../support/ids.ts'
import { Page } from '../support/page.ts'
import { open } from '../support/site.ts'

const sites: Awaited<ReturnType<typeof appSite>>[] = []

afterEach(async () => {
  for (const site of sites.splice(0)) await site.close()
})

async function start() {
  const site = await appSite()
  sites.push(site)
  await longChat(site.db, 130)
  return site
}

function idsIn(html: string): number[] {
  return [...html.matchAll(/<article id="m(\d+)"/g)].map(([, id]) => Number(id))
}

it('shows the newest 50 messages, and 50 more above them until there are none', async () => {
  const site = await start()
  let page = await (await open(site, '/chats/chat-1')).text()
  expect(idsIn(page).at(0)).toBe(81)
  expect(idsIn(page).at(-1)).toBe(130)
  const pages: number[][] = []
  for (;;) {
    const link = /id="earlier"[^>]*href="([^"]+)"/.exec(page)?.[1]
    if (link === undefined) break
    page = await (await open(site, link, { 'HX-Request': 'true' })).text()
    expect(page).not.toContain('<html')
    pages.push(idsIn(page))
  }
  expect(pages.map((ids) => [ids.at(0), ids.at(-1)])).toEqual([
    [31, 80],
    [1, 30],
  ])
})

it('opens an old message on a page of its own, and a new one in the chat as it is', async () => {
  const site = await start()
  const old = await (await open(site, '/chats/chat-1?message=20')).text()
  expect(idsIn(old)).toContain(20)
  expect(idsIn(old).length).toBeLessThanOrEqual(50)
  expect(new Page(old).has('#composer')).toBe(false)
  const fresh = await (await open(site, '/chats/chat-1?message=100')).text()
  expect(idsIn(fresh)).toContain(100)
  expect(new Page(fresh).has('#composer')).toBe(true)
})

it.each(['', 'abc', '-1', '1.5', '0', '1', '999999', '1e400', '9'.repeat(30), "1' or 1=1", '%00'])(
  'says that there is nothing above the message %j, or at it',
  async (id) => {
    const site = await start()
    for (const headers of [{}, { 'HX-Request': 'true' }]) {
      const response = await open(site, `/chats/chat-1?before=${id}`, headers)
      expect(response.status).toBe(404)
      expect(await response.text()).toContain('There is nothing at this address')
      if (id !== '1') expect((await open(site, `/chats/chat-1?message=${id}`, headers)).status).toBe(404)
    }
  },
)

it("shows nothing of a stranger's chat", async () => {
  const site = await start()
  const turn = await ask(site.db, {
    userId: stranger,
    chatId: chatNamed('theirs'),
    content: 'Secret',
    chat: { title: 'Secret' },
  })
  for (const query of [`?before=${turn.answer.id}`, `?message=${turn.question.id}`]) {
    const theirs = await open(site, `/chats/theirs${query}`)
    expect(theirs.status).toBe(404)
    expect(await theirs.text()).not.toContain('Secret')
    const mine = await open(site, `/chats/chat-1${query}`)
    expect(await mine.text()).not.toContain('Secret')
  }
})

it('puts every address below the base path, and understands it with and without', async () => {
  const site = await appSite({ env: { BASE_PATH: '/weir' } })
  sites.push(site)
  for (const path of ['/weir/', '/weir', '/']) {
    const page = await open(site, path)
    expect(page.status, path).toBe(200)
    const html = await page.text()
    const addresses = [...html.matchAll(/(?:src|href|action|hx-get|hx-post)="(\/[^"]*)"/g)].map(
      ([, address]) => address,
    )
    expect(addresses.length).toBeGreaterThan(10)
    expect(addresses.filter((address) => !address?.startsWith('/weir/'))).toEqual([])
  }
  expect((await open(site, '/weirdo')).status).toBe(404)
})
