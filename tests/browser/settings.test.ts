import type { Page } from 'playwright-core'
import { afterAll, beforeEach, describe, expect } from 'vitest'
import { browserTest } from '../support/browser.ts'
import { modelsOffered } from '../support/offered.ts'
import { remoteSite } from '../support/remote.ts'

// Settings, presets and models, as a person uses them, on a phone and on a desk.

const site = await remoteSite()
const { ollama, server } = site
await modelsOffered(server.url)
afterAll(() => site.close())

async function chat(page: Page) {
  await page.goto(server.url)
  await page.selectOption('#model', 'ollama/echo:latest')
  ollama.enqueue({ chunks: ['Hi.'] })
  ollama.enqueue({ chunks: ['A title'] })
  await page.getByLabel('Message').fill('Hello')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'A title' }).waitFor()
}

describe.each([
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
])('settings at $width × $height', (size) => {
  beforeEach<{ page: Page }>(async ({ page }) => {
    page.setDefaultTimeout(10_000)
    await page.setViewportSize(size)
  })

  browserTest('open beside the chat, refuse beside the field, and stay open when saved', async ({ page }) => {
    await chat(page)
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    const drawer = page.getByRole('dialog', { name: 'Settings' })
    await drawer.getByLabel('Temperature').fill('9')
    await drawer.getByLabel('System prompt').fill('Answer in verse.')
    await drawer.getByRole('button', { name: 'Save' }).click()
    await drawer.locator('.field-problem').waitFor()
    expect(await drawer.getByLabel('Temperature').inputValue()).toBe('9')
    expect(
      await drawer.getByLabel('Temperature').evaluate((field) => field.getAttribute('aria-describedby')),
    ).toContain('problem')
    expect(await page.locator('#problem').textContent()).toBe('')

    await drawer.getByLabel('Temperature').fill('1')
    await drawer.getByLabel('Model').selectOption('ollama/thinker:latest')
    await drawer.getByRole('button', { name: 'Save' }).click()
    await drawer.getByText('Saved.').waitFor()
    await expect.poll(() => page.locator('#model').inputValue()).toBe('ollama/thinker:latest')

    const box = await drawer.boundingBox()
    expect(box?.height).toBe(size.height)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBe(size.width)
    await drawer.getByRole('button', { name: 'Close' }).click()
    await drawer.waitFor({ state: 'hidden' })
    const held = ollama.hold()
    await page.getByLabel('Message').fill('And now?')
    await page.keyboard.press('Enter')
    expect(await held.request).toMatchObject({ model: 'thinker:latest', options: { temperature: 1 } })
    expect((await held.request).messages[0]).toEqual({ role: 'system', content: 'Answer in verse.' })

    // Escape closes what is open before it stops an answer.
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    held.write('Roses')
    await page.locator('.message.assistant', { hasText: 'Roses' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.ending.stopped').waitFor()
  })

  browserTest('of a preset begin a chat', async ({ page, problems }) => {
    await page.goto(`${server.url}/presets/new`)
    await page.getByLabel('Name').fill(`Poet ${size.width}`)
    await page.getByLabel('Emoji').fill('🪶')
    await page.getByLabel('Model').selectOption('ollama/thinker:latest')
    await page.getByLabel('Starter prompts').fill('A poem about tea')
    await page.getByLabel('Seed').fill('7')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForURL(/presets$/)
    await page.goto(server.url)
    await page.getByRole('link', { name: `🪶 Poet ${size.width}` }).click()
    await page.waitForURL(/preset=/)
    await expect.poll(() => page.locator('#model').inputValue()).toBe('ollama/thinker:latest')
    const held = ollama.hold()
    await page.getByRole('button', { name: 'A poem about tea', exact: true }).click()
    expect(await held.request).toMatchObject({ model: 'thinker:latest', options: { seed: 7 } })
    await page.locator('.halt').click()
    await page.locator('.ending.stopped').waitFor()
    expect(problems).toEqual([])
  })

  browserTest('of models are no obstacle to another answer by another one', async ({ page, problems }) => {
    await chat(page)
    await page.getByRole('button', { name: 'Regenerate with another model' }).click()
    const menu = page.locator('.model-buttons')
    await menu.waitFor()
    const shown = await menu.boundingBox()
    expect(shown?.x).toBeGreaterThanOrEqual(0)
    expect((shown?.x ?? 0) + (shown?.width ?? 0)).toBeLessThanOrEqual(size.width)
    const held = ollama.hold()
    await menu.getByRole('button', { name: /^thinker/ }).click()
    expect((await held.request).model).toBe('thinker:latest')
    held.write('Another one.')
    held.end()
    await page.locator('.versions', { hasText: '2/2' }).waitFor()
    expect(problems).toEqual([])
  })
})

browserTest('settings, presets and prompts need no JavaScript', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  ollama.enqueue({ chunks: ['Hi.'] })
  await page.goto(server.url)
  await page.selectOption('#model', 'ollama/echo:latest')
  await page.getByLabel('Message').fill('Hello')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByLabel('Temperature').fill('9')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.locator('.field-problem').waitFor()
  await page.getByLabel('Temperature').fill('0.5')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.locator('.message.user').waitFor()
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  expect(await page.getByLabel('Temperature').inputValue()).toBe('0.5')

  await page.goto(`${server.url}/prompts/new`)
  await page.getByLabel('Name').fill('plain')
  await page.getByLabel('Prompt', { exact: true }).fill('Speak {{language}}.')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Use: plain' }).click()
  await page.getByLabel('language').fill('Danish')
  await page.getByRole('button', { name: 'Put into the message' }).click()
  expect(await page.getByLabel('Message').inputValue()).toBe('Speak Danish.')
  await context.close()
})
