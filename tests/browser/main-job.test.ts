import { afterAll, expect } from 'vitest'
import { browserTest, over } from '../support/browser.ts'
import { modelsOffered } from '../support/offered.ts'
import { startOllama } from '../support/ollama.ts'
import { keptPort } from '../support/port.ts'
import { remoteSite } from '../support/remote.ts'
import { dataFolder, startServer } from '../support/server.ts'

// The main job as a person does it: type, watch the answer grow, come back to it.

const site = await remoteSite()
const { ollama, server } = site
await modelsOffered(server.url)
afterAll(() => site.close())

const answer = '.message.assistant:last-of-type'

browserTest(
  'an answer grows as elements, survives reloads, and nothing is complained of',
  async ({ page, problems }) => {
    const held = ollama.hold()
    const title = ollama.hold()
    await page.goto(server.url)
    await page.getByLabel('Message').fill('Tell me about tea')
    await page.keyboard.press('Enter')
    await held.request
    expect(await page.locator('.message.user').textContent()).toContain('Tell me about tea')

    held.write('A good cup takes **three min')
    await page.locator(`${answer} strong`, { hasText: 'three min' }).waitFor()
    held.write('utes**.\n\n- Boil water\n- Wai')
    await page.locator(`${answer} li`, { hasText: /^Wai$/ }).waitFor()
    held.write('t\n\n| Tea | Degrees |\n| --- | ---: |\n| Green | 75 |\n')
    await page.locator(`${answer} td`, { hasText: '75' }).waitFor()
    held.write('\n```js\nconst minutes = 3\n')
    await page.locator(`${answer} pre code`, { hasText: 'const minutes = 3' }).waitFor()
    expect(await page.locator(`${answer} strong`).textContent()).toBe('three minutes')

    await page.reload()
    await page.locator(`${answer} pre code`, { hasText: 'const minutes = 3' }).waitFor()
    held.write('brew(minutes)\n```\n\nEnjoy **it**.')
    await page.locator(`${answer} p`, { hasText: 'Enjoy it.' }).waitFor()
    held.end()
    await page.locator(`${answer} .hljs-keyword`, { hasText: 'const' }).waitFor()
    await page.locator('.figures').waitFor()
    title.write('Making tea')
    title.end()
    await page.getByRole('heading', { name: 'Making tea', level: 1 }).waitFor()
    await expect.poll(() => page.title()).toBe('Making tea · Weir')
    await over(page)

    const live = await page.locator(`${answer} .prose`).innerHTML()
    await page.reload()
    expect(await page.locator(`${answer} .prose`).innerHTML()).toBe(live)
    expect(problems).toEqual([])
  },
)

browserTest('hostile output neither runs nor calls out', async ({ page, problems }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const held = ollama.hold()
  ollama.hold().end()
  await page.goto(server.url)
  await page.getByLabel('Message').fill('Attack me')
  await page.keyboard.press('Enter')
  held.write('<img src="https://evil.example/x.png" onerror="document.title=1"> <script>document.title=2</script>\n\n')
  held.write('<div hx-get="/chats" hx-trigger="load" data-hx-get="/chats" sse-connect="/x">htmx</div>\n\n')
  held.write(
    '![pixel](https://evil.example/y.png) [run](javascript:document.title=3) <a href="javascript:1">x</a>\n\nThe end.',
  )
  held.end()
  await page.locator(`${answer} p`, { hasText: 'The end.' }).waitFor()
  await over(page)
  const text = page.locator(`${answer} .prose`)
  expect(await text.locator('img, script, [hx-get], [data-hx-get], [sse-connect], [onerror]').count()).toBe(0)
  expect(await text.locator('a[href]:not([href^="https://"])').count()).toBe(0)
  expect(await page.title()).not.toMatch(/^[123]$/)
  expect(asked.filter((url) => !url.startsWith(server.url))).toEqual([])
  expect(problems).toEqual([])
})

browserTest(
  'without Ollama the guide answers, and Retry brings the models in without a reload',
  async ({ page, problems }) => {
    const port = await keptPort()
    const folder = await dataFolder()
    const alone = await startServer({ data: folder.path, env: { OLLAMA_HOST: `127.0.0.1:${port}` } })
    try {
      await page.goto(alone.url)
      const status = page.locator('#status')
      expect(await status.textContent()).toMatch(/does not answer.*ollama serve/s)
      await page.getByLabel('Message').fill('How do I stop an answer?')
      await page.keyboard.press('Enter')
      await page.locator('.figures').waitFor()
      expect(await page.locator(`${answer} .prose`).textContent()).toMatch(/guide.*not a language model/is)
      expect(await page.locator(`${answer} :is(h1, h2, h3)`).count()).toBeGreaterThan(0)
      const back = await startOllama({ port })
      await page.getByRole('button', { name: 'Retry' }).click()
      await page.locator('#status.ok').waitFor()
      expect(await page.locator('#model-picker').innerHTML()).toContain('ollama/llama3.2')
      await back.close()
      expect(problems).toEqual([])
    } finally {
      await alone.stop()
      await folder.remove()
    }
  },
)
