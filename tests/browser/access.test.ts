import type { Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { violations } from '../support/axe.ts'
import { browserTest, over } from '../support/browser.ts'
import { emptyPreset, emptySettings } from '../support/forms.ts'
import { remoteSite } from '../support/remote.ts'

const site = await remoteSite({ env: { WEIR_MAX_RUNNING: '50', WEIR_MAX_RUNNING_PER_USER: '50' } })
const { server } = site
const lonely = await remoteSite({ env: { OLLAMA_HOST: '127.0.0.1:1', WEIR_PASSWORD: 'correct horse' } })
afterAll(() => Promise.all([site.close(), lonely.close()]))

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

/** Posts a form as a browser without JavaScript does. */
const post = (path: string, fields: Record<string, string> = {}) =>
  fetch(server.url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

/** Puts a preset and a prompt with a variable into the library. */
async function furnish() {
  await post('/presets', { ...emptyPreset, name: 'Tea master', starters: 'Which tea?' })
  await post('/prompts', { name: 'translate', content: 'Into {{language}}, please.' })
}

/** Opens the list where it has to be called, and the menu of its first chat. */
async function menu(page: Page) {
  await page.setViewportSize(sizes.phone)
  await page.getByRole('button', { name: 'Chats', exact: true }).click()
  await page.locator('.chat-list .chat-menu-button').first().click()
}

const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } }

const press = (name: string) => async (page: Page) => {
  await page.getByRole('button', { name, exact: true }).first().click()
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
  'a question that waits its turn': async (page) => {
    await page.goto(await begin('Count', 'counter'))
    await page.getByLabel('Message').fill('And then?')
    await page.keyboard.press('Enter')
    await page.locator('.phase-line.queued').waitFor()
  },
  'a full context window': async (page) => {
    const address = await chat('Full', 'echo')
    const model = 'ollama/echo'
    await post(`${new URL(address).pathname}/settings`, { ...emptySettings, model, num_ctx: '256' })
    await post(`${new URL(address).pathname}/messages`, { content: 'word '.repeat(300), model })
    await page.goto(address)
    await page.locator('.ending.warning').waitFor()
  },
  'the models for another answer': async (page) => {
    await page.goto(await chat('Which?', 'echo'))
    await press('Regenerate with another model')(page)
    await page.locator('.model-buttons').waitFor()
  },
  'the models for another answer, on a page': async (page) => {
    await page.goto(await chat('Which?', 'echo'))
    await page.goto(server.url + (await page.locator('.model-menu a').getAttribute('href')))
    await page.locator('.pane .model-buttons').waitFor()
  },
  'refused settings': async (page) => {
    await page.goto(await chat('Settings', 'echo'))
    await press('Settings')(page)
    await page.getByLabel('Temperature').fill('hot')
    await press('Save')(page)
    await page.locator('.field-problem').waitFor()
  },
  'saved settings': async (page) => {
    await page.goto(await chat('Settings', 'echo'))
    await press('Settings')(page)
    await press('Save')(page)
    await page.getByText('The next answer').first().waitFor()
  },
  "a chat's settings": async (page) => {
    await page.goto(await chat('Settings', 'echo'))
    await press('Settings')(page)
  },
  "a chat's menu": async (page) => {
    await page.goto(await chat('Menu', 'echo'))
    await page.locator('.chat-header .chat-menu-button').click()
  },
  'the list of chats, and the menu of one': async (page) => {
    await page.goto(await chat('List', 'echo'))
    await menu(page)
  },
  'a chat that was just deleted from the list': async (page) => {
    await chat('Away', 'echo')
    await page.goto(`${server.url}/archive`)
    await menu(page)
    await press('Delete')(page)
    await page.locator('.undo').waitFor()
  },
  'a chat that was just deleted, on the page that follows': async (page) => {
    const { pathname } = new URL(await chat('Gone', 'echo'))
    const deleted = await post(`${pathname}/deletion`)
    await page.goto(server.url + deleted.headers.get('Location'))
    await page.locator('.notice').waitFor()
  },
  'prompts that are offered': async (page) => {
    await furnish()
    await page.goto(server.url)
    await page.getByLabel('Message').pressSequentially('/tr')
    await page.locator('.match').waitFor()
  },
  'a prompt that asks': async (page) => {
    await furnish()
    await page.goto(server.url)
    await page.getByLabel('Message').pressSequentially('/tr')
    await page.locator('.match').click()
    await page.locator('#library form').waitFor()
  },
  'presets to begin with': async (page) => {
    await furnish()
    await page.goto(`${server.url}/?preset=1`)
    await page.locator('.chip[aria-current]').waitFor()
  },
  'a temporary chat': async (page) => {
    await page.goto(`${server.url}/temporary`)
    await page.getByLabel('Message').fill('Not kept')
    await page.keyboard.press('Enter')
    await page.locator('.temporary-mark').waitFor()
  },
  'the first page of a temporary chat': (page) => page.goto(`${server.url}/temporary`),
  'no Ollama': async (page) => {
    await page.setExtraHTTPHeaders({ Authorization: `Basic ${btoa('me:correct horse')}` })
    await page.goto(lonely.server.url)
    await page.locator('.status.down').waitFor()
  },
  'the page without a password': async (page) => {
    await page.route(lonely.server.url, async (route) => route.fulfill({ response: await route.fetch(), status: 200 }))
    await page.goto(lonely.server.url)
    await page.locator('.problem').waitFor()
  },
  'all chats': (page) => page.goto(`${server.url}/chats`),
  'the list of keys': async (page) => {
    await page.goto(await chat('Keys', 'echo'))
    await page.locator('h1').click()
    await page.keyboard.press('Shift+?')
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
  },
  'how to search': (page) => page.goto(`${server.url}/search`),
  'a search': async (page) => {
    await chat('Lighthouses of the world', 'echo')
    await page.goto(`${server.url}/search?q=lighthouse`)
    await page.locator('.results mark').first().waitFor()
  },
  'a search for nothing': (page) => page.goto(`${server.url}/search?q=zzzz`),
  'the archive': async (page) => {
    const { pathname } = new URL(await chat('Put away', 'echo'))
    await post(pathname, { archived: 'true' })
    await page.goto(`${server.url}/archive`)
  },
  prompts: async (page) => {
    await furnish()
    await page.goto(`${server.url}/prompts`)
  },
  'a new prompt': (page) => page.goto(`${server.url}/prompts/new`),
  presets: async (page) => {
    await furnish()
    await page.goto(`${server.url}/presets`)
  },
  'a refused preset': async (page) => {
    await page.goto(`${server.url}/presets/new`)
    await page.getByLabel('Name').fill('Bad')
    await page.getByLabel('Emoji').fill('abc')
    await press('Save')(page)
    await page.locator('.field-problem').waitFor()
  },
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

browserTest.for(Object.entries(states))(
  '%s keeps to WCAG 2.2 AA on phone and desktop, light and dark',
  async ([, bringAbout], { page }) => {
    await bringAbout(page)
    // What passes by itself is to be there until it has been looked at.
    await page.evaluate(() => {
      for (const animation of document.getAnimations()) animation.pause()
    })
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
