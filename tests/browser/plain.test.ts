import { afterAll, expect } from 'vitest'
import { browserTest, expectCount } from '../support/browser.ts'
import { remoteSite } from '../support/remote.ts'

// Everything but copying and shortcuts, in a browser without JavaScript, below a base path.

const site = await remoteSite({ env: { BASE_PATH: '/tools/weir' } })
const { ollama, server } = site
afterAll(() => site.close())

browserTest.for([
  ['phone', { width: 360, height: 640 }],
  ['desktop', { width: 1440, height: 900 }],
] as const)(
  'without JavaScript one can ask, watch, stop, go on, edit, regenerate, and delete: %s',
  async ([, viewport], { browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport })
    const page = await context.newPage()
    const answer = page.locator('.message.assistant').last()
    const held = ollama.hold()
    await page.goto(`${server.url}/tools/weir/`)
    await page.getByLabel('Message').fill('Tell me about tea')
    // Without waiting for the page that follows: it ends with the answer.
    await page.getByRole('button', { name: 'Send' }).click({ noWaitAfter: true })
    held.write('A good cup takes **three minutes**.\n\nAnd then ')
    await page.locator('.message.assistant .prose strong', { hasText: 'three minutes' }).waitFor()
    expect(new URL(page.url()).pathname).toMatch(/^\/tools\/weir\/chats\//)
    expect(await page.locator('#composer').count()).toBe(0)

    await page.getByRole('button', { name: 'Stop' }).first().click()
    await page.locator('.ending.stopped').waitFor()
    expect(await answer.locator('.prose').textContent()).toContain('And then')

    ollama.enqueue({ chunks: ['it is ready.'] })
    ollama.enqueue({ chunks: ['A title'] })
    const asked = ollama.requests.length
    await answer.getByRole('button', { name: 'Continue', exact: true }).click()
    await page.locator('.figures').waitFor()
    expect(await page.locator('.phase-line').isVisible()).toBe(false)
    expect(await answer.textContent()).toContain('And then it is ready.')
    await expect.poll(() => ollama.requests.length - asked).toBe(2)

    ollama.enqueue({ chunks: ['Another answer.'] })
    await answer.getByRole('button', { name: 'Regenerate', exact: true }).click()
    await page.locator('p', { hasText: 'Another answer.' }).waitFor()
    expect(await answer.locator('.versions').textContent()).toContain('2/2')
    await answer.getByRole('button', { name: 'Previous version' }).click()
    await page.locator('p', { hasText: 'And then it is ready.' }).waitFor()

    ollama.enqueue({ chunks: ['Coffee it is.'] })
    await page.getByRole('link', { name: 'Edit', exact: true }).click()
    await page.locator('.editing textarea').fill('Tell me about coffee')
    await page.getByRole('button', { name: 'Save and send' }).click()
    await page.locator('p', { hasText: 'Coffee it is.' }).waitFor()

    await answer.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.locator('p', { hasText: 'Coffee it is.' }).waitFor({ state: 'detached' })
    await expectCount(page.locator('.message'), 1)
    expect(await page.locator('link[rel=stylesheet]').getAttribute('href')).toMatch(/^\/tools\/weir\/assets\//)
    await context.close()
  },
)
