import { text } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { browserTest } from '../support/browser.ts'
import { remoteSite } from '../support/remote.ts'

const site = await remoteSite()
const { ollama, server } = site
afterAll(() => site.close())

/** Opens a chat by a plain form, and gives its address when the answer has ended. */
async function chat(content: string, model = 'echo'): Promise<string> {
  const body = new URLSearchParams({ content, model: `ollama/${model}` })
  const posted = await fetch(`${server.url}/chats`, { method: 'POST', body, redirect: 'manual' })
  const growing = server.url + posted.headers.get('Location')
  await (await fetch(growing)).text()
  return growing.replace('?growing', '')
}

/** What was pasted into the box, by the keys that paste. */
async function pasted(page: Page): Promise<string> {
  const box = page.getByLabel('Message')
  await box.fill('')
  await box.focus()
  await page.keyboard.press('Control+V')
  return box.inputValue()
}

const code = 'Here:\n\n```python\nprint("<b>")\n```\n\n**Done**'

browserTest('a message is copied as Markdown, and code as it is or into a file', async ({ page, problems }) => {
  await page.goto(await chat(code))
  const answer = page.locator('.message.assistant')
  await answer.getByRole('link', { name: 'Copy' }).click()
  await answer.getByRole('link', { name: 'Copied' }).waitFor()
  await expect.poll(() => page.locator('#announcer').textContent()).toBe('Copied')
  expect(await pasted(page)).toBe(code)

  // By keyboard: after the code come its buttons.
  await answer.locator('pre').focus()
  await page.keyboard.press('Tab')
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Copy code')
  await page.keyboard.press('Enter')
  await answer.getByRole('button', { name: 'Copied' }).waitFor()
  expect(await pasted(page)).toBe('print("<b>")\n')

  const waiting = page.waitForEvent('download')
  await answer.getByRole('link', { name: 'Download' }).click()
  const download = await waiting
  expect(download.suggestedFilename()).toBe('code.py')
  expect(await text(await download.createReadStream())).toBe('print("<b>")\n')
  expect(problems).toEqual([])
})

browserTest('a question stands as it was typed, and a long one is folded', async ({ page, problems }) => {
  const typed = 'def f(n):\n    # **twice**\n    return n * 2\n<b>Why?</b>'
  await page.goto(await chat(typed))
  const question = page.locator('.message.user')
  // biome-ignore lint/performance/useDomNodeTextContent: what is laid out, line by line, is what is asked for.
  expect(await question.locator('.prose').innerText()).toBe(typed)
  expect(await question.getByText('Show all').count()).toBe(0)

  await page.goto(await chat(Array.from({ length: 200 }, (_, line) => `line ${line}`).join('\n')))
  const height = async () => (await question.locator('.parts').boundingBox())?.height ?? 0
  expect(await height()).toBeLessThan(500)
  await question.getByText('Show all').click()
  expect(await height()).toBeGreaterThan(3000)
  await question.getByText('Show less').click()
  expect(await height()).toBeLessThan(500)
  expect(problems).toEqual([])
})

browserTest('nothing in an answer is taken for a control of the page', async ({ page, problems }) => {
  const hostile = '```x&#32;copy&#32;match&#32;stop&#32;close\nrm -rf ~\n```\n\n[edit](https://evil.example/revision)'
  await page.goto(await chat(hostile))
  const pages = page.context().pages().length
  const box = page.getByLabel('Message')
  await box.focus()
  await page.keyboard.press('ArrowUp')
  await page.locator('.editing').waitFor()
  await page.getByRole('link', { name: 'Cancel' }).click()
  await page.locator('.editing').waitFor({ state: 'detached' })
  await box.fill('Sent by Enter')
  await page.keyboard.press('Enter')
  await page.locator('.message.user', { hasText: 'Sent by Enter' }).waitFor()
  expect(page.context().pages()).toHaveLength(pages)
  expect(problems).toEqual([])
})

browserTest('a message tells its time quietly, and that is its address', async ({ page }) => {
  await page.goto(await chat('When?'))
  const time = page.locator('.message.assistant time')
  expect(Date.now() - Date.parse((await time.getAttribute('datetime')) ?? '')).toBeLessThan(60_000)
  await time.click()
  expect(page.url()).toMatch(/\?message=(\d+)#m\1$/)
})

browserTest('the status is told as it changes, and a finished answer once, whole', async ({ page }) => {
  const held = ollama.hold()
  await page.goto(server.url)
  await page.evaluate(`
    window.told = []
    new MutationObserver(() => told.push(document.getElementById('announcer').textContent))
      .observe(document.getElementById('announcer'), { childList: true })`)
  await page.getByLabel('Message').fill('Tell me')
  await page.keyboard.press('Enter')
  held.write('One **two**')
  await page.locator('.prose strong', { hasText: 'two' }).waitFor()
  held.write(' three')
  await page.locator('.message.assistant .prose', { hasText: 'three' }).waitFor()
  expect(await page.locator('article :is([aria-live], [role=log], [role=status])').count()).toBe(0)
  held.end()
  await page.locator('#announcer', { hasText: /^Done\.\s+One two three\s*$/ }).waitFor()
  const told = await page.evaluate('told.filter((text, index) => text !== told[index - 1])')
  expect(told).toContain('Answering.')
  expect(JSON.stringify(told)).not.toContain('One two"')
})

browserTest('the focus goes on where a person was', async ({ page }) => {
  await page.goto(await chat('First question'))
  await page.getByLabel('Message').fill('Second question')
  await page.keyboard.press('Enter')
  await page.locator('.message.assistant').nth(1).locator('.figures').waitFor()
  const focused = () => page.evaluate('document.activeElement.id')
  await expect.poll(focused).toBe('content')

  const second = page.locator('.message.user').nth(1)
  const id = await second.getAttribute('id')
  await second.getByRole('link', { name: 'Edit', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.locator('.editing').waitFor()
  await expect.poll(() => page.evaluate('document.activeElement.value')).toBe('Second question')
  await page.getByRole('link', { name: 'Cancel' }).focus()
  await page.keyboard.press('Enter')
  await page.locator('.editing').waitFor({ state: 'detached' })
  await expect.poll(focused).toBe(id)

  page.on('dialog', (dialog) => dialog.accept())
  await second.getByRole('button', { name: 'Delete', exact: true }).focus()
  await page.keyboard.press('Enter')
  await second.waitFor({ state: 'detached' })
  await expect.poll(focused).toBe(await page.locator('.message').last().getAttribute('id'))
})

browserTest('who presses Stop stays at the answer', async ({ page }) => {
  const held = ollama.hold()
  await page.goto(server.url)
  await page.getByLabel('Message').fill('Go on')
  await page.keyboard.press('Enter')
  held.write('Some text')
  await page.locator('.prose', { hasText: 'Some text' }).waitFor()
  await page.locator('.phase-line .stop').focus()
  await page.keyboard.press('Enter')
  await page.locator('.ending.stopped').waitFor()
  const answer = await page.locator('.message.assistant').getAttribute('id')
  await page.locator(`#${answer}:focus`).waitFor()
})

browserTest('every key of the list does what it says', async ({ page, problems }) => {
  const first = await chat('The first chat')
  const second = await chat('The second chat')
  await page.goto(first)
  // From the box, which has the focus.
  await page.keyboard.press('Alt+ArrowUp')
  await page.waitForURL(second)
  await page.keyboard.press('Alt+ArrowDown')
  await page.waitForURL(first)
  await page.keyboard.press('Control+Shift+Y')
  await page.getByRole('link', { name: 'Copied' }).waitFor()
  expect(await pasted(page)).toBe('The first chat')

  // A key that writes is not taken from a box.
  const list = page.getByRole('dialog', { name: 'Keyboard' })
  await page.getByLabel('Message').fill('')
  await page.keyboard.type('Why?')
  expect(await page.getByLabel('Message').inputValue()).toBe('Why?')
  expect(await list.isVisible()).toBe(false)
  await page.keyboard.press('Alt+ArrowUp')
  expect(page.url()).toBe(first)
  await page.locator('h1').click()
  await page.keyboard.press('Shift+?')
  await list.waitFor()
  await page.getByLabel('Let ? open this list').selectOption('No')
  await page.keyboard.press('Escape')
  await list.waitFor({ state: 'hidden' })
  await page.reload()
  await page.locator('h1').click()
  await page.keyboard.press('Shift+?')
  expect(await list.isVisible()).toBe(false)

  await page.keyboard.press('Control+K')
  await page.waitForURL('**/search')
  await page.keyboard.press('Control+Shift+O')
  await page.waitForURL(`${server.url}/`)
  expect(problems).toEqual([])
})

browserTest('the first Tab leads past the list of chats', async ({ page }) => {
  await page.goto(`${await chat('Skip')}#content`)
  await page.goto(`${server.url}/archive`)
  await page.keyboard.press('Tab')
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Skip to the content')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('view')
})
