import { sql } from 'drizzle-orm'
import { JSDOM } from 'jsdom'
import { expect, it } from 'vitest'
import { findChat } from '../../src/db/chats.ts'
import { testSite } from '../support/app.ts'
import { ask } from '../support/database.ts'
import { chatNamed, local, stranger } from '../support/ids.ts'
import { open, post, startChat } from '../support/site.ts'

type Started = Awaited<ReturnType<typeof testSite>>

async function read(response: Promise<Response> | Response): Promise<Document> {
  return new JSDOM(await (await response).text()).window.document
}

/** The list as a person reads it: names of days, and under them titles. */
function list(document: Document): string[] {
  return [...document.querySelectorAll('.chat-list h2, .chat-list li > a, .older')].map((node) =>
    node.tagName === 'H2' ? `# ${node.textContent}` : (node.textContent ?? ''),
  )
}

async function sidebar(on: Started): Promise<string[]> {
  return list(await read(open(on, '/')))
}

/** Chats that were last used so many days ago; turns that have ended. */
async function chats(on: Started, ages: Record<string, number>): Promise<void> {
  for (const [chatId, days] of Object.entries(ages)) {
    const { answer } = await ask(on.db, { chatId: chatNamed(chatId), chat: { title: `Chat ${chatId}` } })
    const time = Date.now() - days * 24 * 3600_000
    await on.db.run(sql`update chats set updated_at = ${time} where id = ${chatId}`)
    await on.db.run(sql`update messages set status = 'complete', content = 'An answer' where id = ${answer.id}`)
  }
}

it('lists the pinned chats first, then by day and month', async () => {
  const on = await testSite()
  await chats(on, { new: 0, old: 400, week: 5, pin: 3 })
  await post(on, '/chats/pin', { pinned: 'true' })
  const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' })
  const then = month.format(new Date(Date.now() - 400 * 24 * 3600_000))
  expect(await sidebar(on)).toEqual([
    ...['# Pinned', 'Chat pin', '# Today', 'Chat new', '# Previous 7 days', 'Chat week', `# ${then}`, 'Chat old'],
  ])
})

it('says so when there are no chats', async () => {
  const document = await read(open(await testSite(), '/'))
  expect(document.querySelector('.chat-list .empty')?.textContent).toBe('Your chats will be listed here.')
})

it('goes on with the older chats: as a fragment under the same day, and as a page', async () => {
  const on = await testSite()
  await chats(on, Object.fromEntries(Array.from({ length: 45 }, (_, index) => [`c${index}`, 0])))
  const first = await read(open(on, '/'))
  expect(list(first)).toHaveLength(1 + 40 + 1)
  const older = first.querySelector('.older')?.getAttribute('hx-get') ?? ''
  expect(first.querySelector('.older')?.getAttribute('href')).toBe(older)
  const rest = await read(open(on, older, { 'HX-Request': 'true', 'HX-Current-URL': 'http://localhost/chats/c0' }))
  expect(rest.querySelectorAll('li > a')).toHaveLength(5)
  expect(rest.querySelectorAll('h2, .older')).toHaveLength(0)
  expect(rest.querySelector('[aria-current]')?.textContent).toBe('Chat c0')
  const page = await read(open(on, older))
  expect(page.querySelectorAll('main .own-list a')).toHaveLength(5)
})

it.each(['/chats?before=x', '/chats?before=1.', '/archive?before=1.%00', '/chats?before=99999999999999999.a'])(
  'answers %s with a clear page',
  async (path) => {
    const response = await open(await testSite(), path)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('nothing at this address')
  },
)

it('renames a chat: its entry, and the title above it where it is open', async () => {
  const on = await testSite()
  await chats(on, { a: 0 })
  const elsewhere = await (await post(on, '/chats/a', { title: ' <New> name ' })).text()
  expect(elsewhere).toContain('&lt;New&gt; name</a>')
  expect(elsewhere).not.toContain('hx-partial')
  const response = await on.fetch('/chats/a', {
    method: 'POST',
    body: new URLSearchParams({ title: 'Newer' }),
    headers: {
      'HX-Request': 'true',
      'HX-Current-URL': 'http://localhost/chats/a?x#y',
      'Sec-Fetch-Site': 'same-origin',
    },
  })
  expect(await response.text()).toMatch(/aria-current="page".*<hx-partial id="chat-title"[^>]*>Newer</s)
  const plain = await post(on, '/chats/a', { title: 'Newest' }, { plain: true })
  expect([plain.status, plain.headers.get('Location')]).toEqual([303, '/chats/a'])
  expect(await sidebar(on)).toEqual(['# Today', 'Newest'])
})

it.each([
  ['nothing', {}, 422],
  ['an empty title', { title: '  ' }, 422],
  ['too long a title', { title: 'x'.repeat(201) }, 422],
  ['no yes and no no', { pinned: 'perhaps' }, 422],
  ['another field alone', { deletedAt: '1' }, 422],
])('refuses %s, and changes nothing', async (_what, fields, status) => {
  const on = await testSite()
  await chats(on, { a: 0 })
  const before = await findChat(on.db, local, chatNamed('a'))
  for (const plain of [true, false])
    expect((await post(on, '/chats/a', fields as Record<string, string>, { plain })).status).toBe(status)
  expect(await findChat(on.db, local, chatNamed('a'))).toEqual(before)
})

it('archives a chat with a way back, and shows it in the archive', async () => {
  const on = await testSite()
  await chats(on, { a: 0, b: 0 })
  const done = await read(post(on, '/chats/a', { archived: 'true' }))
  expect(done.querySelector('li.passing')?.textContent).toContain('“Chat a” is in the archive.')
  expect(done.querySelector('#announcer')?.textContent).toBe('“Chat a” is in the archive.')
  expect(await sidebar(on)).toEqual(['# Today', 'Chat b'])
  const archive = await read(open(on, '/archive'))
  expect([...archive.querySelectorAll('main .own-list strong')].map((node) => node.textContent)).toEqual(['Chat a'])
  const undo = done.querySelector('form.undo')
  expect(undo?.getAttribute('hx-post')).toBe('/chats/a')
  const plain = await post(on, '/chats/b', { archived: 'true' }, { plain: true })
  const home = await read(open(on, plain.headers.get('Location') ?? ''))
  expect(home.querySelector('.notice')?.textContent).toContain('“Chat b” is in the archive.')
  await post(on, '/chats/b', { archived: 'false' })
  const back = await post(on, '/chats/a', { archived: 'false' })
  expect([back.headers.get('HX-Retarget'), back.headers.get('HX-Reswap')]).toEqual(['#chat-list', 'outerHTML'])
  expect(list(await read(back))).toHaveLength(3)
})

it('deletes a chat at once, stops its answer, and takes it back', async () => {
  const on = await testSite()
  const held = on.ollama.hold()
  const { path } = await startChat(on, 'Hello there')
  await held.request
  const done = await read(post(on, `${path}/deletion`))
  await held.closed
  expect(done.querySelector('li.passing')?.textContent).toContain('“Hello there” is deleted.')
  expect(await sidebar(on)).toEqual([])
  for (const address of [path, `${path}.json`, `${path}.md`]) expect((await open(on, address)).status).toBe(404)
  expect((await post(on, `${path}/messages`, { content: 'More' })).status).toBe(404)
  expect((await post(on, `${path}/deletion`)).status).toBe(404)
  const undo = done.querySelector('form.undo')?.getAttribute('hx-post') ?? ''
  const back = await read(post(on, undo))
  expect(list(back)).toEqual(['# Today', 'Hello there'])
  expect((await open(on, path)).status).toBe(200)
})

it('leaves the page of a deleted chat for one that offers the undo, with and without JavaScript', async () => {
  const on = await testSite()
  await chats(on, { a: 0, b: 0 })
  const plain = await post(on, '/chats/a/deletion', {}, { plain: true })
  expect([plain.status, plain.headers.get('Location')]).toEqual([303, '/?gone=a'])
  const home = await read(open(on, '/?gone=a'))
  expect(home.querySelector('.notice')?.textContent).toContain('“Chat a” is deleted.')
  const back = await post(on, '/chats/a/restoration', {}, { plain: true })
  expect([back.status, back.headers.get('Location')]).toEqual([303, '/chats/a'])
  expect((await read(open(on, '/?gone=a'))).querySelector('.notice')).toBeNull()
  const response = await on.fetch('/chats/b/deletion', {
    method: 'POST',
    headers: { 'HX-Request': 'true', 'HX-Current-URL': 'http://localhost/chats/b', 'Sec-Fetch-Site': 'same-origin' },
  })
  expect(response.headers.get('HX-Redirect')).toBe('/?gone=b')
})

it('brings a deleted chat back for ten minutes, also where nobody has purged it since', async () => {
  const on = await testSite()
  await chats(on, { a: 0, b: 0 })
  await post(on, '/chats/a/deletion')
  await post(on, '/chats/b/deletion')
  await on.db.run(sql`update chats set deleted_at = deleted_at - 601000 where id = 'a'`)
  expect(await (await open(on, '/?gone=a')).text()).not.toContain('Chat a')
  const late = await post(on, '/chats/a/restoration')
  expect([late.status, await late.text()]).toEqual([404, expect.stringContaining('deleted for good')])
  expect((await post(on, '/chats/b/restoration')).status).toBe(200)
})

it('duplicates a chat and opens the copy', async () => {
  const on = await testSite()
  await chats(on, { a: 1 })
  const made = await post(on, '/chats/a/copies')
  const address = made.headers.get('HX-Redirect') ?? ''
  expect(address).toMatch(/^\/chats\/[\w-]{12}$/)
  const copy = await read(open(on, address))
  expect(copy.querySelector('h1')?.textContent).toBe('Chat a (copy)')
  expect(copy.querySelectorAll('.message')).toHaveLength(2)
  expect((await post(on, '/chats/a/copies', {}, { plain: true })).status).toBe(303)
})

it('refuses everything about the chat of somebody else', async () => {
  const on = await testSite()
  await ask(on.db, { userId: stranger, chatId: chatNamed('theirs'), content: 'A secret' })
  const before = await findChat(on.db, stranger, chatNamed('theirs'))
  for (const path of ['', '/copies', '/deletion', '/restoration', '/messages/1/fork'])
    expect((await post(on, `/chats/theirs${path}`, { title: 'Mine' })).status, path).toBe(404)
  for (const path of ['', '.md', '.json', '/messages/1', '/messages/1.md', '/messages/1.json', '?message=1'])
    expect((await open(on, `/chats/theirs${path}`)).status, path).toBe(404)
  expect(await (await open(on, '/?gone=theirs')).text()).not.toContain('A secret')
  expect(await findChat(on.db, stranger, chatNamed('theirs'))).toEqual(before)
  expect(await sidebar(on)).toEqual([])
})
