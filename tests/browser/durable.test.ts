import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { browserTest, over } from '../support/browser.ts'
import { cableTo } from '../support/cable.ts'
import { type RemoteSite, remoteSite } from '../support/remote.ts'

// An answer outlives whatever a person or a network does to the page.

let site: RemoteSite

beforeAll(async () => {
  site = await remoteSite()
})

afterAll(() => site.close())

beforeEach(async () => {
  // Every server writes only about what is wrong.
  expect(site.server.output()).not.toMatch(/error|failed/i)
})

/** What browser and htmx print when a stream breaks off, and nothing else. */
const lineWasCut = /net::ERR_|^\[object Event\]$/

const answer = (page: Page) => page.locator('.message.assistant').last()
const shown = (page: Page, text: string | RegExp) => answer(page).locator('.prose', { hasText: text }).waitFor()
const button = (page: Page, name: string) => answer(page).getByRole('button', { name, exact: true })

/** Opens a new chat with a question whose answer the test writes. A title is made of it as soon as it is complete. */
async function ask(page: Page, question = 'Tell me about tea', origin = site.origin) {
  const held = site.ollama.hold()
  // Says which step it is that does not come.
  page.setDefaultTimeout(10_000)
  await page.goto(origin)
  await page.getByLabel('Message').fill(question)
  await page.keyboard.press('Enter')
  await held.request
  await page.locator('.message.assistant').waitFor()
  return held
}

/** Ends an answer, and gives the chat its title if it still has none. */
function finish(held: Awaited<ReturnType<typeof ask>>, title?: string): void {
  if (title) site.ollama.enqueue({ chunks: [title] })
  held.end()
}

browserTest(
  'reloading in the middle, again and again, shows the text so far and goes on live',
  async ({ page, problems }) => {
    const held = await ask(page)
    for (const [index, piece] of [
      'One **bo',
      'ld** two\n\n- th',
      'ree\n- four\n\n```js\nconst fi',
      've = 5\n```\n\nsix',
    ].entries()) {
      held.write(piece)
      await shown(page, ['One bo', 'One bold two', 'four', 'six'][index] ?? '')
      await page.reload()
      await shown(page, ['One bo', 'One bold two', 'four', 'six'][index] ?? '')
    }
    held.write(' the end.')
    finish(held, 'Tea')
    await page.locator('.figures').waitFor()
    await over(page)
    const live = await answer(page).locator('.prose').innerHTML()
    await page.reload()
    expect(await answer(page).locator('.prose').innerHTML()).toBe(live)
    expect(problems).toEqual([])
  },
)

browserTest(
  'two pages side by side show the same answer grow, out of one generation',
  async ({ page, context, problems }) => {
    const asked = site.ollama.requests.length
    const held = await ask(page)
    held.write('First, ')
    await shown(page, 'First,')
    const other = await context.newPage()
    await other.goto(page.url())
    await shown(other, 'First,')
    held.write('then *second*')
    await Promise.all([shown(page, 'then second'), shown(other, 'then second')])
    finish(held, 'Side by side')
    for (const one of [page, other]) {
      await one.getByRole('heading', { name: 'Side by side', level: 1 }).waitFor()
      await one.locator('#chat-list', { hasText: 'Side by side' }).waitFor()
      await over(one)
    }
    expect(await answer(other).innerHTML()).toBe(await answer(page).innerHTML())
    // The answer and the title.
    expect(site.ollama.requests.length - asked).toBe(2)
    expect(problems).toEqual([])
  },
)

browserTest('going elsewhere and back finds the answer as it is by then', async ({ page, problems }) => {
  const held = await ask(page, 'Back and forth')
  held.write('Before')
  await shown(page, 'Before')
  const chat = page.url()
  await page.goBack()
  await page.getByRole('heading', { level: 1 }).waitFor()
  held.write(', meanwhile')
  await page.goForward()
  await shown(page, 'Before, meanwhile')
  await page.locator('.new-chat').click()
  await page.locator('.message').first().waitFor({ state: 'detached' })
  held.write(', more')
  await page.goBack()
  expect(page.url()).toBe(chat)
  await shown(page, 'Before, meanwhile, more')
  await page.goto('about:blank')
  held.write(', and the end.')
  finish(held, 'There and back')
  await page.goBack()
  await shown(page, 'Before, meanwhile, more, and the end.')
  await over(page)
  await page.goBack()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.goForward()
  await shown(page, 'and the end.')
  expect(await page.locator('[sse-connect]').count()).toBe(0)
  expect(problems).toEqual([])
})

browserTest('Stop and Esc stop the model, keep the text and offer the way on', async ({ page, problems }) => {
  const first = await ask(page)
  first.write('Half a sen')
  await shown(page, 'Half a sen')
  await answer(page).locator('.stop').click()
  await first.closed
  await page.locator('.ending.stopped').waitFor()
  const second = site.ollama.hold()
  await button(page, 'Continue').click()
  expect((await second.request).messages.at(-1)).toEqual({ role: 'assistant', content: 'Half a sen' })
  second.write('tence and')
  await shown(page, 'Half a sentence and')
  await page.keyboard.press('Escape')
  await second.closed
  await page.locator('.ending.stopped').waitFor()
  expect(await answer(page).locator('.actions').textContent()).toMatch(/Continue.*Regenerate/s)
  expect(await answer(page).locator('.prose').textContent()).toBe('Half a sentence and')
  await over(page)
  expect(problems).toEqual([])
})

browserTest('editing and regenerating make branches, and nothing is lost on the way', async ({ page, problems }) => {
  const first = await ask(page, 'Tea or coffee?')
  first.write('Tea.')
  finish(first, 'Drinks')
  await page.locator('.figures').waitFor()
  await over(page)

  const again = site.ollama.hold()
  await button(page, 'Regenerate').click()
  again.write('Coff')
  await shown(page, 'Coff')
  await page.reload()
  again.write('ee.')
  finish(again)
  await page.locator('.figures').waitFor()
  expect(await answer(page).locator('.versions').textContent()).toContain('2/2')
  await button(page, 'Previous version').click()
  await shown(page, 'Tea.')
  await page.reload()
  await shown(page, 'Tea.')

  const edited = site.ollama.hold()
  await page.locator('.message.user').getByRole('link', { name: 'Edit' }).click()
  await page.locator('.editing textarea').fill('Water or milk?')
  await page.getByRole('button', { name: 'Save and send' }).click()
  expect((await edited.request).messages.map(({ content }) => content)).toEqual(['Water or milk?'])
  edited.write('Water.')
  finish(edited)
  await page.locator('.figures').waitFor()
  const question = page.locator('.message.user').last()
  expect(await question.locator('.versions').textContent()).toContain('2/2')
  // What was shown below the question before it was edited, not its newest answer.
  await question.getByRole('button', { name: 'Previous version' }).click()
  await shown(page, 'Tea.')
  await button(page, 'Next version').click()
  await shown(page, 'Coffee.')

  page.on('dialog', (dialog) => dialog.accept())
  await button(page, 'Delete').click()
  await shown(page, 'Tea.')
  expect(await answer(page).locator('.versions').count()).toBe(0)
  expect(problems).toEqual([])
})

browserTest('deleting a message stops the answer that is written below it', async ({ page, problems }) => {
  page.on('dialog', (dialog) => dialog.accept())
  const held = await ask(page)
  held.write('Doomed')
  await shown(page, 'Doomed')
  await page.locator('.message.user').getByRole('button', { name: 'Delete', exact: true }).click()
  await held.closed
  await page.locator('.message').first().waitFor({ state: 'detached' })
  expect(await page.locator('[sse-connect]').count()).toBe(0)
  expect(problems).toEqual([])
})

browserTest('being offline for five seconds costs nothing', async ({ page, context, problems }) => {
  const cable = await cableTo(site.origin)
  const held = await ask(page, 'Offline', cable.origin)
  held.write('Before. ')
  await shown(page, 'Before.')
  await context.setOffline(true)
  cable.pull()
  for (let second = 1; second <= 5; second++) {
    held.write(`Second ${second}. `)
    await page.waitForTimeout(1000)
  }
  expect(await answer(page).locator('.prose').textContent()).toBe('Before.')
  await context.setOffline(false)
  cable.plug()
  held.write('And on.')
  await shown(page, /^Before\. Second 1\. Second 2\. Second 3\. Second 4\. Second 5\. And on\.$/)
  finish(held, 'Online')
  await over(page)
  expect(problems.filter((problem) => !lineWasCut.test(problem))).toEqual([])
  await cable.close()
})

browserTest.for(['SIGTERM', 'SIGKILL'] as const)(
  'an open page goes on by itself when the server is started again after %s',
  async (signal, { page, problems }) => {
    const held = await ask(page)
    held.write('The **first** half, ')
    await shown(page, 'The first half,')
    // Past a checkpoint, which a killed server needs.
    await page.waitForTimeout(1200)
    const again = site.ollama.hold()
    await site.server.stop(signal)
    await page.waitForTimeout(1500)
    await site.restart()
    expect((await again.request).messages.at(-1)?.content).toBe('The **first** half, ')
    again.write('and the second.')
    await shown(page, /^The first half, and the second\.$/)
    again.end()
    await page.locator('.figures').waitFor()
    await over(page)
    expect(await answer(page).locator('.prose strong').textContent()).toBe('first')
    expect(problems.filter((problem) => !lineWasCut.test(problem))).toEqual([])
  },
)

browserTest(
  'a thought follows its newest line, and stays open for whoever has opened it',
  async ({ page, problems }) => {
    const held = await ask(page, 'Think')
    for (let line = 0; line < 60; line++) held.think(`Thought ${line} goes on.\n`)
    const text = page.locator('.thought-text')
    await text.getByText('Thought 59 goes on.').waitFor()
    const isAtEnd = () =>
      text.evaluate((box: HTMLElement) => Math.abs(box.scrollTop) < 2 && box.scrollHeight > box.clientHeight)
    await expect.poll(isAtEnd).toBe(true)
    await text.hover()
    await page.mouse.wheel(0, -200)
    await expect.poll(isAtEnd).toBe(false)
    held.think('One more.\n')
    await text.getByText('One more.').waitFor()
    expect(await isAtEnd()).toBe(false)

    held.write('It is so.')
    await page.locator('details.thought:not([open]) summary').click()
    site.ollama.enqueue({ chunks: ['Thinking'] })
    held.write(' And so on.')
    held.end()
    await page.locator('.figures').waitFor()
    expect(await text.isVisible()).toBe(true)
    await over(page)
    expect(problems).toEqual([])
  },
)

browserTest('thoughts fold when they are done; counts and a full window are told', async ({ page, problems }) => {
  const held = await ask(page, 'Think')
  held.think('Let me **see**')
  await page.locator('details.thought[open] + .thought-text', { hasText: 'Let me **see**' }).waitFor()
  await page.reload()
  held.think(', yes.')
  await page.locator('.thought-text', { hasText: 'Let me **see**, yes.' }).waitFor()
  held.write('It is so.')
  await shown(page, 'It is so.')
  await page.locator('details.thought:not([open])').waitFor()
  site.ollama.enqueue({ chunks: ['Thinking'] })
  held.end({ prompt_eval_count: 3900, eval_count: 60, eval_duration: 2e9 })
  await page.locator('.figures').waitFor()
  expect(await page.locator('.figures').textContent()).toMatch(/60 tokens · 30\.0 tokens\/s.*97 % of context/)
  expect(await page.locator('.warning').textContent()).toMatch(/almost full/)
  expect(await page.locator('.thought-text').isVisible()).toBe(false)
  await page.locator('details.thought summary', { hasText: /Thought for \d+ second/ }).click()
  await page.locator('.thought-text', { hasText: /^Let me \*\*see\*\*, yes\.$/ }).waitFor()
  await over(page)
  expect(problems).toEqual([])
})
