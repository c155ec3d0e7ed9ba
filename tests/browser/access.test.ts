import type { Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { violations } from '../support/axe.ts'
import { browserTest, over } from '../support/browser.ts'
import { remoteSite } from '../support/remote.ts'

const site = await remoteSite({ env: { WEIR_MAX_RUNNING: '50', WEIR_MAX_RUNNING_PER_USER: '50' } })
const { server } = site
afterAll(() => site.close())

/** Opens a chat by a plain form, and gives its address at once. */
async function begin(content: string, model: string): Promise<string> {
  const body = new URLSearchParams({ content, model: `ollama/${model}` })
  const posted = await fetch(`${server.url}/chats`, { method: 'POST', body, redirect: 'manual' })
  return `${server.url}${posted.headers.get('Location')}`.replace('?growing', '')
}

/** The same, when the answer has ended. */
async function chat(content: string, model: string): Promise<string> {
  const address = await begin(content, model)
  await (await fetch(`${address}?growing`)).text()
  return address
}

const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click()
}

/** Every page and state, each as a way to bring it about. */
const states: Record<string, (page: Page) => Promise<unknown>> = {
  'the first page': (page) => page.goto(server.url),
  'a finished answer of every kind': async (page) => page.goto(await chat('Everything', 'markdown:0ms')),
  'a failed answer': async (page) => page.goto(await chat('Fail', 'failing:0ms')),
  'thoughts, opened': async (page) => {
    await page.goto(await chat('Think', 'thinker:0ms'))
    await page.locator('.thought summary').click()
  },
  'a waiting answer': async (page) => {
    await page.goto(await begin('Wait', 'slow'))
    await page.locator('.phase-line.waiting').waitFor()
  },
  'a growing answer': async (page) => {
    await page.goto(await begin('Grow', 'counter'))
    await page.locator('.prose', { hasText: 'n9' }).waitFor()
  },
  'a stopped answer': async (page) => {
    await page.goto(await begin('Stop', 'counter'))
    await page.locator('.prose', { hasText: 'n9' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.ending.stopped').waitFor()
  },
  'two versions': async (page) => {
    await page.goto(await chat('Again', 'echo'))
    await press('Regenerate')(page)
    await page.locator('.versions').waitFor()
    await over(page)
  },
  'a message being edited': async (page) => {
    await page.goto(await chat('Edit me', 'echo'))
    await page.getByRole('link', { name: 'Edit', exact: true }).first().click()
    await page.locator('.editing').waitFor()
  },
  "a chat's settings": async (page) => {
    await page.goto(await chat('Settings', 'echo'))
    await press('Settings')(page)
  },
  "a chat's menu": async (page) => {
    await page.goto(await chat('Menu', 'echo'))
    await page.locator('.chat-header [popovertarget]').first().click()
  },
  'the list of keys': async (page) => {
    await page.goto(await chat('Keys', 'echo'))
    await page.locator('h1').click()
    await page.keyboard.press('Shift+?')
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
  },
  'a search': (page) => page.goto(`${server.url}/search?q=tea`),
  'a search for nothing': (page) => page.goto(`${server.url}/search?q=zzzz`),
  'the archive': (page) => page.goto(`${server.url}/archive`),
  prompts: (page) => page.goto(`${server.url}/prompts`),
  'a new prompt': (page) => page.goto(`${server.url}/prompts/new`),
  presets: (page) => page.goto(`${server.url}/presets`),
  'a new preset': (page) => page.goto(`${server.url}/presets/new`),
  'a page that is not there': (page) => page.goto(`${server.url}/chats/none`),
  'a refused message': async (page) => {
    await page.goto(await chat('Refused', 'echo'))
    await page.route('**/messages', (route) => route.fulfill({ status: 503, body: 'Gone' }))
    await page.getByLabel('Message').fill('Hello')
    await page.keyboard.press('Enter')
    await page.locator('#problem:not(:empty)').waitFor()
  },
}

const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } }

browserTest.for(Object.entries(states))(
  '%s keeps to WCAG 2.2 AA on phone and desktop, light and dark',
  async ([, bringAbout], { page }) => {
    await bringAbout(page)
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        // Only colours differ between the schemes.
        expect(
          await violations(page, colorScheme === 'dark' ? ['color-contrast'] : undefined),
          `${size}, ${colorScheme}`,
        ).toEqual([])
      }
    }
  },
)
