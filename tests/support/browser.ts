import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'

type InBrowser = {
  /** Where the browser of this run listens. */
  endpoint: string
  browser: Browser
  /** Fresh for each test: no cookies, no cache, nothing of another test. */
  context: BrowserContext
  page: Page
  /** What the browser complained of on `page`: console errors, policy violations, uncaught exceptions. */
  problems: string[]
}

/**
 * A test in a real Chromium: `browserTest('name', async ({ page, problems }) => …)`. It is reported as skipped where there
 * is no Chromium. Its file belongs in tests/browser/ or is called `*.browser.test.ts`, so that a browser is started.
 */
export const browserTest = test
  .extend<InBrowser>({
    endpoint: [inject('browser') ?? '', { scope: 'file' }],
    browser: [
      async ({ endpoint }, use) => {
        const browser = await chromium.connect(endpoint)
        await use(browser)
        await browser.close()
      },
      { scope: 'file' },
    ],
    context: async ({ browser }, use) => {
      const context = await browser.newContext()
      await use(context)
      await context.close()
    },
    page: async ({ context }, use) => {
      await use(await context.newPage())
    },
    problems: async ({ page }, use) => {
      const problems: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text())
      })
      page.on('pageerror', (error) => problems.push(String(error)))
      await use(problems)
    },
  })
  .skipIf(inject('browser') === null)

/** When no answer is being written on the page any more, and htmx has taken its marks off what came last. */
export async function over(page: Page): Promise<void> {
  for (const busy of ['[sse-connect]', '.htmx-added', '.htmx-settling', '.htmx-swapping']) {
    await page.locator(busy).first().waitFor({ state: 'detached' })
  }
}

/** That there come to be `number` of them: a page that is just being changed or left has fewer, or none. */
export const expectCount = (found: Locator, number: number) => expect.poll(() => found.count()).toBe(number)
