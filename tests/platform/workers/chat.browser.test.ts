import { expect, onTestFinished } from 'vitest'
import { browserTest, over } from '../../support/browser.ts'
import { workerSite } from '../../support/worker.ts'

const answer = '.message.assistant:last-of-type'

browserTest(
  'an answer grows in the browser, and goes on by itself when its object is evicted',
  async ({ page, problems }) => {
    const site = await workerSite({ password: 'correct horse' })
    onTestFinished(site.close)
    await page.setExtraHTTPHeaders({ Authorization: `Basic ${btoa('me:correct horse')}` })
    const first = site.ollama.hold()
    await page.goto(site.origin)
    await page.getByLabel('Message').fill('Tell me about tea')
    await page.keyboard.press('Enter')
    await first.request
    first.write('A good cup takes **three min')
    await page.locator(`${answer} strong`, { hasText: 'three min' }).waitFor()
    await expect.poll(() => site.kept(new URL(page.url()).pathname), { timeout: 40_000 }).toContain('three min')

    const second = site.ollama.hold()
    await site.evict(new URL(page.url()).pathname)
    // Nobody does anything: the browser comes back by itself.
    expect((await second.request).messages.at(-1)?.content).toBe('A good cup takes **three min')
    second.write('utes**.\n\n- Boil water')
    await page.locator(`${answer} li`, { hasText: 'Boil water' }).waitFor()
    expect(await page.locator(`${answer} strong`).textContent()).toBe('three minutes')
    second.end()
    await page.locator('.figures').waitFor()
    await over(page)

    const live = await page.locator(`${answer} .prose`).innerHTML()
    await page.reload()
    expect(await page.locator(`${answer} .prose`).innerHTML()).toBe(live)
    // The browser and htmx tell of the line that was cut, and of nothing else: the policy holds, no script failed.
    const cut = /^\[object Event\]$|net::ERR_(INCOMPLETE_CHUNKED_ENCODING|CONNECTION_\w+)|status of 50[03]/
    expect(problems.filter((problem) => !cut.test(problem))).toEqual([])
  },
  120_000,
)

browserTest(
  'tells times where the browser is, and not where the Worker runs',
  async ({ browser }) => {
    const site = await workerSite({ password: 'correct horse' })
    onTestFinished(site.close)
    const extraHTTPHeaders = { Authorization: `Basic ${btoa('me:correct horse')}` }
    const context = await browser.newContext({ timezoneId: 'Pacific/Kiritimati', extraHTTPHeaders })
    onTestFinished(() => context.close())
    const page = await context.newPage()
    await page.goto(site.origin)
    await page.getByLabel('Message').fill('Hello')
    await page.keyboard.press('Enter')
    const time = page.locator('.message.user time')
    await time.waitFor()
    const here = await time.evaluate((element) =>
      new Date(element.getAttribute('datetime') ?? '').toLocaleString('en', {
        dateStyle: 'medium',
        timeStyle: 'short',
      }),
    )
    expect(await time.textContent()).toBe(here)
  },
  120_000,
)
