import type { Page } from 'playwright-core'
import { afterAll, beforeEach, describe, expect } from 'vitest'
import { browserTest, expectCount } from '../support/browser.ts'
import { remoteSite } from '../support/remote.ts'

// The list of chats, what is done with a chat there, and the search, on a phone and on a desk.

const site = await remoteSite()
const { ollama, server } = site
afterAll(() => site.close())

/** A chat with the guide, which answers at once and leaves the title as the first words. Returns its address. */
async function chat(content: string): Promise<string> {
  const response = await fetch(`${server.url}/chats`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: server.url },
    body: new URLSearchParams({ content, model: 'guide/guide' }),
  })
  const address = response.headers.get('Location')?.replace('?growing', '') ?? ''
  await (await fetch(`${server.url}${address}?growing`)).text()
  return server.url + address
}

const entry = (page: Page, title: string) =>
  page.locator('.chat-list li', { has: page.getByRole('link', { name: title, exact: true }) })

/** Opens the list, where it has to be called, and in it the menu of a chat. */
async function menu(page: Page, title: string) {
  const call = page.getByRole('button', { name: 'Chats', exact: true })
  if (!(await page.locator('#menu').isVisible())) await call.click()
  await entry(page, title).hover()
  await page
    .locator('.chat-list')
    .getByRole('button', { name: `Menu of “${title}”` })
    .click()
  return entry(page, title).locator('.chat-menu')
}

async function titles(page: Page): Promise<string[]> {
  return page.locator('.chat-list li > a').allTextContents()
}

describe.each([
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
])('the list at $width × $height', (size) => {
  beforeEach<{ page: Page }>(async ({ page }) => {
    page.setDefaultTimeout(10_000)
    await page.setViewportSize(size)
  })

  /** Both sizes share one server. */
  const named = (title: string) => `${title} ${size.width}`

  browserTest('renames a chat in place: Enter saves, Escape leaves it', async ({ page, problems }) => {
    await page.goto(await chat(named('Brewing tea')))
    const title = (await menu(page, named('Brewing tea'))).getByLabel('Title')
    await title.fill('Never mind')
    await page.keyboard.press('Escape')
    await title.waitFor({ state: 'hidden' })
    await (await menu(page, named('Brewing tea'))).getByLabel('Title').fill(named('Green tea'))
    await page.keyboard.press('Enter')
    await entry(page, named('Green tea')).waitFor()
    await page
      .getByRole('heading', { name: named('Green tea'), level: 1, includeHidden: true })
      .waitFor({ state: 'attached' })
    await expect.poll(() => page.title()).toBe(`${named('Green tea')} · Weir`)
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(named('Green tea'))
    expect(problems).toEqual([])
  })

  browserTest('pins a chat to the top, and lets it go', async ({ page, problems }) => {
    await chat(named('Pinned one'))
    await chat(named('Newer one'))
    await page.goto(server.url)
    await (await menu(page, named('Pinned one'))).getByRole('button', { name: 'Pin', exact: true }).click()
    await page.getByRole('heading', { name: 'Pinned', level: 2 }).waitFor()
    expect((await titles(page))[0]).toBe(named('Pinned one'))
    await (await menu(page, named('Pinned one'))).getByRole('button', { name: 'Unpin' }).click()
    await page.getByRole('heading', { name: 'Pinned', level: 2 }).waitFor({ state: 'detached' })
    expect((await titles(page)).indexOf(named('Pinned one'))).toBeGreaterThan(0)
    expect(problems).toEqual([])
  })

  browserTest('deletes with an undo that passes by itself', async ({ page, problems }) => {
    await chat(named('Short lived'))
    await page.goto(server.url)
    const remove = async () =>
      (await menu(page, named('Short lived'))).getByRole('button', { name: 'Delete', exact: true }).click()
    await remove()
    await page.locator('.passing').waitFor()
    await expect.poll(() => page.locator('#announcer').textContent()).toBe(`“${named('Short lived')}” is deleted.`)
    await page.locator('.undo').getByRole('button', { name: 'Undo' }).click()
    await entry(page, named('Short lived')).waitFor()
    await remove()
    const notice = page.locator('.passing', { hasText: named('Short lived') })
    await notice.waitFor()
    await page.mouse.move(size.width - 1, size.height - 1)
    await notice.evaluate((node) =>
      node.getAnimations().forEach((animation) => {
        animation.finish()
      }),
    )
    await notice.waitFor({ state: 'hidden' })
    expect(await titles(page)).not.toContain(named('Short lived'))
    expect(problems).toEqual([])
  })

  browserTest('leaves the page of a deleted chat, and finds back', async ({ page, problems }) => {
    const address = await chat(named('Open and gone'))
    await page.goto(address)
    await (await menu(page, named('Open and gone'))).getByRole('button', { name: 'Delete', exact: true }).click()
    await page.waitForURL(/\/\?gone=/)
    await page.locator('.notice').getByRole('button', { name: 'Undo' }).click()
    await page.waitForURL(address)
    await page.getByRole('heading', { name: named('Open and gone') }).waitFor()
    expect(problems).toEqual([])
  })

  browserTest('archives and brings back', async ({ page, problems }) => {
    await chat(named('For later'))
    await page.goto(server.url)
    await (await menu(page, named('For later'))).getByRole('button', { name: 'Archive', exact: true }).click()
    await entry(page, named('For later')).waitFor({ state: 'detached' })
    await page.goto(`${server.url}/archive`)
    await page.getByRole('button', { name: `Bring back: ${named('For later')}` }).click()
    await page.getByRole('heading', { name: named('For later') }).waitFor()
    expect(await titles(page)).toContain(named('For later'))
    expect(problems).toEqual([])
  })

  browserTest('duplicates a chat, and forks it at a message', async ({ page, problems }) => {
    await page.goto(await chat(named('Again and again')))
    await (await menu(page, named('Again and again'))).getByRole('button', { name: 'Duplicate' }).click()
    await page.getByRole('heading', { name: `${named('Again and again')} (copy)` }).waitFor()
    await expectCount(page.locator('.message'), 2)
    await page.locator('.message.user').getByRole('button', { name: 'Fork' }).click()
    await page.getByRole('heading', { name: `${named('Again and again')} (copy) (fork)` }).waitFor()
    await expectCount(page.locator('.message'), 1)
    expect(problems).toEqual([])
  })

  browserTest('finds as one types, and opens the chat at the message', async ({ page, problems }) => {
    const address = await chat('The lighthouse of Alexandria was a wonder')
    await page.goto(`${server.url}/search`)
    await page.getByLabel('Search all chats').pressSequentially('lighth alexandria -mill')
    // Only the last word may be unfinished.
    await page.locator('#search-count', { hasText: 'Nothing was found' }).waitFor()
    await page.getByLabel('Search all chats').fill('alexandria lighth')
    await page.locator('.results p mark', { hasText: 'lighthouse' }).first().waitFor()
    expect(page.url()).toMatch(/search\?q=alexandria(\+|%20)lighth$/)
    expect(await page.evaluate('scrollY')).toBe(0)
    expect(await page.locator('#search-count').textContent()).toMatch(/messages?$/)
    await page
      .locator('.results a', { has: page.locator('p') })
      .first()
      .click()
    await page.waitForURL((url) => url.href.startsWith(`${address}?message=`))
    await page.locator('.message:target').waitFor()
    const top = () => page.locator('.message:target').evaluate((node) => node.getBoundingClientRect().top)
    await expect.poll(top).toBeLessThan(400)
    expect(problems).toEqual([])
  })
})

browserTest('has a chat that leaves no trace', async ({ page, problems }) => {
  page.setDefaultTimeout(10_000)
  await page.goto(server.url)
  await page.getByRole('link', { name: 'Temporary chat' }).click()
  await page.getByLabel('Message').fill('Not kept')
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
  ollama.enqueue({ chunks: ['Neither.'] })
  ollama.enqueue({ chunks: ['A passing title'] })
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'A passing title' }).waitFor()
  expect(page.url()).toContain('/temporary/chats/')
  expect(await titles(page)).not.toContain('A passing title')
  await page.getByRole('button', { name: 'Delete now' }).click()
  await page.getByRole('heading', { name: 'A chat that is not kept' }).waitFor()
  expect(problems).toEqual([])
})

browserTest('goes on with older chats as one scrolls', async ({ page, problems }) => {
  const first = await chat('The first of many')
  const headers = { Origin: server.url }
  for (let index = 0; index < 50; index++)
    await fetch(`${first}/copies`, { method: 'POST', redirect: 'manual', headers })
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(server.url)
  await expectCount(page.locator('.chat-list li'), 40)
  expect(await entry(page, 'The first of many').count()).toBe(0)
  await page.locator('.older').scrollIntoViewIfNeeded()
  await entry(page, 'The first of many').waitFor()
  await expectCount(page.getByRole('heading', { name: 'Today', level: 2 }), 1)
  expect(problems).toEqual([])
})

browserTest('does all of it without JavaScript', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await page.goto(await chat('Plain chat'))
  await (await menu(page, 'Plain chat')).getByLabel('Title').fill('Plainer chat')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Plainer chat' }).waitFor()
  await (await menu(page, 'Plainer chat')).getByRole('button', { name: 'Delete', exact: true }).click()
  await page.locator('.notice').getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('heading', { name: 'Plainer chat' }).waitFor()
  await page.goto(`${server.url}/search`)
  await page.getByLabel('Search all chats').fill('plain')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.locator('.results mark').first().waitFor()
  await page.goto(`${server.url}/chats`)
  await page.locator('.own-list').getByRole('link', { name: 'Plainer chat' }).click()
  await page.getByRole('heading', { name: 'Plainer chat' }).waitFor()
  await context.close()
})
