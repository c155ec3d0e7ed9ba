import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { inject, test } from 'vitest'

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
