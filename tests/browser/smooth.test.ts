import { afterAll, expect } from 'vitest'
import { mixed } from '../bench/documents.ts'
import { browserTest } from '../support/browser.ts'
import { modelsOffered } from '../support/offered.ts'
import { remoteSite } from '../support/remote.ts'

const site = await remoteSite()
const { ollama, server } = site
await modelsOffered(server.url)
afterAll(() => site.close())

/** Tokens of four characters in a second; ten times what is promised, for a short test. */
const SPEED = Number(process.env.WEIR_TOKENS_PER_SECOND ?? 1000)

type Watched = { longest: number; long: number }

browserTest(
  'a long answer at speed keeps the page free, and what is selected in settled text',
  async ({ page, problems }) => {
    const held = ollama.hold()
    ollama.hold().end()
    await page.addInitScript(() => {
      const watched = { longest: 0, long: 0 }
      Object.assign(window, { watched })
      new PerformanceObserver((list) => {
        for (const frame of list.getEntries()) {
          // Long animation frames tell which scripts ran in them, and for how long.
          const { scripts } = frame as PerformanceEntry & { scripts: { duration: number }[] }
          for (const { duration } of scripts) {
            watched.longest = Math.max(watched.longest, duration)
            if (duration > 50) watched.long += 1
          }
        }
      }).observe({ type: 'long-animation-frame' })
    })
    await page.goto(server.url)
    await page.getByLabel('Message').fill('Tell me all of it')
    await page.keyboard.press('Enter')
    held.write('Settled words that somebody selects.\n\n')
    const first = page.locator('.message.assistant .prose > p').first()
    await first.waitFor()
    await first.selectText()

    const text = mixed(20_000)
    const step = Math.max(4, Math.round((SPEED * 4) / 100))
    for (let at = 0; at < text.length; at += step) {
      held.write(text.slice(at, at + step))
      await new Promise((resolve) => setTimeout(resolve, (step * 1000) / (SPEED * 4)))
    }
    await expect.poll(() => page.evaluate(() => String(getSelection()))).toBe('Settled words that somebody selects.')
    held.end()
    await page.locator('.figures').waitFor()
    await expect.poll(() => page.evaluate(() => String(getSelection()))).toBe('Settled words that somebody selects.')
    const { longest, long } = await page.evaluate(
      () => (window as Window & { watched?: Watched }).watched ?? { longest: -1, long: -1 },
    )
    console.log(
      `20 KB at ${SPEED} tokens a second: ${long} tasks over 50 ms, the longest took ${Math.round(longest)} ms`,
    )
    // Four times what is promised: the machine may be busy with other tests.
    expect(longest).toBeLessThan(200)
    expect(problems).toEqual([])
  },
  120_000,
)
