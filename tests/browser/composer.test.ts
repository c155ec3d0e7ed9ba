import type { Page } from 'playwright-core'
import { afterAll, beforeEach, describe, expect } from 'vitest'
import { browserTest, expectCount } from '../support/browser.ts'
import { modelsOffered } from '../support/offered.ts'
import { remoteSite } from '../support/remote.ts'

// The box that a message is written in, as a person uses it, on a phone and on a desk.

const site = await remoteSite()
const { ollama, server } = site
await modelsOffered(server.url)
afterAll(() => site.close())

const sizes = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
]

const box = (page: Page) => page.getByLabel('Message')

/** A chat that has its first answer and its title, and a second answer that the test writes itself. */
async function runningChat(page: Page, content = 'More') {
  ollama.enqueue({ chunks: ['Hi.'] })
  ollama.enqueue({ chunks: ['A title'] })
  await page.goto(server.url)
  await box(page).fill('Hello')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'A title' }).waitFor()
  const held = ollama.hold()
  await box(page).fill(content)
  await page.keyboard.press('Enter')
  await held.request
  return held
}

/** Without it the model would be asked for a title at some time in the next test. */
async function stop(page: Page) {
  await page.waitForURL(/chats\//)
  await page.locator('.halt').click()
  await page.locator('.ending.stopped').waitFor()
}

describe.each(sizes)('the composer at $width × $height', (size) => {
  beforeEach<{ page: Page }>(async ({ page }) => {
    page.setDefaultTimeout(10_000)
    await page.setViewportSize(size)
  })

  browserTest(
    'grows, breaks lines at Shift+Enter, and sends at Enter but not while a word is composed',
    async ({ page, problems }) => {
      await page.goto(server.url)
      const height = async () => (await box(page).boundingBox())?.height ?? 0
      const before = await height()
      await box(page).pressSequentially('one')
      for (const line of ['two', 'three']) {
        await page.keyboard.press('Shift+Enter')
        await box(page).pressSequentially(line)
      }
      await expect.poll(() => box(page).inputValue()).toBe('one\ntwo\nthree')
      expect(await height()).toBeGreaterThan(before + 20)
      await box(page).evaluate((element) => {
        const init = { key: 'Enter', bubbles: true, cancelable: true }
        element.dispatchEvent(new KeyboardEvent('keydown', { ...init, keyCode: 229, isComposing: true }))
        element.dispatchEvent(new KeyboardEvent('keydown', { ...init, keyCode: 229 }))
      })
      await expect.poll(() => box(page).inputValue()).toBe('one\ntwo\nthree')
      const held = ollama.hold()
      await page.keyboard.press('Enter')
      expect((await held.request).messages.at(-1)?.content).toBe('one\ntwo\nthree')
      await page.waitForURL(/chats\//)
      await expect.poll(() => box(page).inputValue()).toBe('')
      await stop(page)
      expect(problems).toEqual([])
    },
  )

  browserTest('keeps a draft for each chat over a reload, until it is sent', async ({ page }) => {
    const held = await runningChat(page)
    const chat = page.url()
    await box(page).fill('half a thought')
    await page.goto(server.url)
    await expect.poll(() => box(page).inputValue()).toBe('')
    await box(page).fill('another one')
    await page.goto(chat)
    await expect.poll(() => box(page).inputValue()).toBe('half a thought')
    await page.reload()
    await expect.poll(() => box(page).inputValue()).toBe('half a thought')
    await page.keyboard.press('Enter')
    await page.locator('.message.user', { hasText: 'half a thought' }).waitFor()
    await page.reload()
    await expect.poll(() => box(page).inputValue()).toBe('')
    await page.goto(server.url)
    await expect.poll(() => box(page).inputValue()).toBe('another one')
    held.end()
  })

  browserTest('takes 200 KB at once, stays quick, and sends it whole', async ({ page }) => {
    await page.goto(server.url)
    const text = 'All work and no play. '.repeat(9000)
    await box(page).focus()
    await page.keyboard.insertText(text)
    expect((await box(page).inputValue()).length).toBe(text.length)
    const started = performance.now()
    await box(page).pressSequentially('End of it.')
    await page.evaluate(() => new Promise(requestAnimationFrame))
    // Ten letters. An idle machine needs 150 ms.
    expect(performance.now() - started).toBeLessThan(3000)
    const held = ollama.hold()
    await page.keyboard.press('Enter')
    expect((await held.request).messages.at(-1)?.content).toBe(`${text}End of it.`)
    await stop(page)
  })

  browserTest(
    'has Stop where Send was while an answer runs, and lets a new message wait its turn',
    async ({ page }) => {
      const held = await runningChat(page)
      const send = page.getByRole('button', { name: 'Send' })
      const halt = page.locator('.halt')
      await halt.waitFor()
      expect(await send.isVisible()).toBe(false)
      await box(page).fill('And then?')
      expect([await send.isVisible(), await halt.isVisible()]).toEqual([true, false])
      await page.keyboard.press('Enter')
      await page.locator('.phase-line.queued').waitFor()
      expect(await page.locator('.phase-line.queued').textContent()).toMatch(/Waiting for 1 other answer/)
      await page.reload()
      await page.locator('.phase-line.queued').waitFor()
      const next = ollama.hold()
      held.write('First.')
      held.end()
      expect((await next.request).messages.map(({ content }) => content)).toEqual([
        'Hello',
        'Hi.',
        'More',
        'First.',
        'And then?',
      ])
      next.write('Second')
      await page.locator('.message.assistant', { hasText: 'Second' }).waitFor()
      await stop(page)
      await send.waitFor()
      expect(await halt.isVisible()).toBe(false)
    },
  )

  browserTest('edits the last own message at Up in the empty box', async ({ page }) => {
    const held = await runningChat(page, 'First version')
    held.write('Yes.')
    held.end()
    await page.locator('.figures').nth(1).waitFor()
    await box(page).fill('not empty')
    await page.keyboard.press('ArrowUp')
    expect(await page.locator('.editing').count()).toBe(0)
    await box(page).fill('')
    await page.keyboard.press('ArrowUp')
    await page.locator('.editing textarea:focus').waitFor()
    await page.keyboard.type(', bettered')
    const again = ollama.hold()
    await page.keyboard.press('Enter')
    await page.locator('.message.user .prose', { hasText: 'First version, bettered' }).waitFor()
    await again.request
    expect(await page.locator('.message.user .versions').textContent()).toContain('2/2')
  })

  browserTest('finds prompts at a slash, asks for their variables, and puts them into the box', async ({ page }) => {
    for (const [name, content] of [
      [`greet ${size.width}`, 'Say hello.'],
      [`translate ${size.width}`, 'Into {{language}}:\n{{text}}'],
    ]) {
      await page.goto(`${server.url}/prompts/new`)
      await page.getByLabel('Name').fill(name ?? '')
      await page.getByLabel('Prompt', { exact: true }).fill(content ?? '')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.waitForURL(/prompts$/)
    }
    await page.goto(server.url)
    const matches = page.locator('.match', { hasText: String(size.width) })
    await box(page).pressSequentially('/')
    await matches.nth(1).waitFor()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('match')
    await page.keyboard.press('Escape')
    await page.locator('#library > *').first().waitFor({ state: 'detached' })
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('content')

    await box(page).fill('/')
    await matches.nth(1).waitFor()
    await page.locator('#library').getByRole('button', { name: 'Close' }).click()
    await expectCount(page.locator('#library > *'), 0)
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('content')

    // An open list of models closes at Escape.
    await page.locator('#model').click()
    await page.waitForFunction(() => document.querySelector('#model')?.matches(':open'))
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => !document.querySelector('#model')?.matches(':open'))

    await box(page).pressSequentially(`greet ${size.width}`)
    await page.locator('.match', { hasText: 'Say hello.' }).first().waitFor()
    await page.waitForFunction(() => document.querySelectorAll('.match').length === 1)
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#content')?.value === 'Say hello.')
    expect(await page.locator('#library > *').count()).toBe(0)

    await box(page).fill(`/translate ${size.width}`)
    await matches.filter({ hasText: 'Into' }).waitFor()
    await page.waitForFunction(() => document.querySelectorAll('.match').length === 1)
    await page.keyboard.press('Enter')
    await page.locator('#library textarea:focus').waitFor()
    await page.keyboard.type('Danish')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Tea')
    await page.keyboard.press('Enter')
    await page.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>('#content')?.value === 'Into Danish:\nTea',
    )
    await page.keyboard.type('!')
    await expect.poll(() => box(page).inputValue()).toBe('Into Danish:\nTea!')
  })
})
