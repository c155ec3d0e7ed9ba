import type { Locator } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { browserTest } from '../support/browser.ts'
import { remoteSite } from '../support/remote.ts'

// That what is needed is in sight, wherever one is on a page and however small that is.

const site = await remoteSite()
const { server } = site
afterAll(() => site.close())

const longWord = 'Donaudampfschifffahrt'.repeat(8)
const wide = `${longWord}\n\n\`\`\`\n${'x'.repeat(300)}\n\`\`\`\n\n| a | b | c | d |\n|-|-|-|-|\n|${' cell with some text |'.repeat(4)}`
const tall = Array.from({ length: 60 }, (_, line) => `Line ${line}`).join('\n\n')

/** Opens a chat by a plain form, and gives its address when the answer has ended. */
async function chat(content: string): Promise<string> {
  const body = new URLSearchParams({ content, model: 'ollama/echo' })
  const posted = await fetch(`${server.url}/chats`, { method: 'POST', body, redirect: 'manual' })
  const growing = server.url + posted.headers.get('Location')
  await (await fetch(growing)).text()
  return growing.replace('?growing', '')
}

/** Whether all of it is in the window. */
async function inSight(found: Locator): Promise<boolean> {
  const place = await found.boundingBox()
  const size = found.page().viewportSize()
  return !!place && !!size && place.y >= 0 && place.y + place.height <= size.height
}

const phone = { width: 390, height: 844 }
const desktop = { width: 1440, height: 900 }
// A keyboard takes the lower half of a phone; 200 % on 1280×1024 leaves 640×512.
const keyboardOpen = { width: 360, height: 320 }
const zoomed = { width: 640, height: 512 }

browserTest.for([phone, desktop, keyboardOpen])(
  'the way to the chats, the menu and the settings stays in sight: $width × $height',
  async (viewport, { page, problems }) => {
    await page.setViewportSize(viewport)
    await page.goto(await chat(tall))
    await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(500)
    await page.getByRole('button', { name: 'Settings' }).click()
    const drawer = page.getByRole('dialog', { name: 'Settings' })
    await expect.poll(() => inSight(drawer.getByRole('button', { name: 'Save' }))).toBe(true)
    await page.keyboard.press('Escape')
    await page
      .locator('.chat-header')
      .getByRole('button', { name: /^Menu of/ })
      .click()
    await page.getByRole('button', { name: 'Duplicate' }).waitFor()
    await page.keyboard.press('Escape')
    if (viewport !== desktop) await page.getByRole('button', { name: 'Chats', exact: true }).click()
    for (const name of ['New chat', 'Archive', 'Presets'])
      await expect.poll(() => inSight(page.getByRole('link', { name, exact: true })), { message: name }).toBe(true)
    expect(problems).toEqual([])
  },
)

browserTest.for([phone, desktop])(
  'what went wrong is said where one is: $width × $height',
  async (viewport, { page }) => {
    await page.setViewportSize(viewport)
    await page.goto(await chat(tall))
    await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(500)
    await page.getByLabel('Message').fill('x'.repeat(200_001))
    await page.getByRole('button', { name: 'Send' }).click()
    await expect.poll(() => inSight(page.locator('.problem'))).toBe(true)
  },
)

browserTest.for([keyboardOpen, phone, zoomed, desktop])(
  'nothing is cut off: $width × $height',
  async (viewport, { page }) => {
    await page.setViewportSize(viewport)
    const address = await chat(wide)
    const paths = ['', '/chats', '/search?q=donaudampf*', '/prompts/new', '/presets/new', '/temporary']
    for (const path of [...paths.map((path) => server.url + path), address, `${address}/settings`]) {
      await page.goto(path)
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(viewport.width)
    }
    await page.goto(address)
    const box = page.getByLabel('Message')
    await box.fill('One\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine')
    await expect.poll(() => inSight(box)).toBe(true)
    await expect.poll(() => inSight(page.getByRole('button', { name: 'Send' }))).toBe(true)
  },
)
