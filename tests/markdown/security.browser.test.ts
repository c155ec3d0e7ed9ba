import { expect } from 'vitest'
import { createRenderer } from '../../src/markdown/render.ts'
import { loadSanitizer } from '../../src/platform/node/sanitizer.ts'
import { words } from '../../src/strings/en/words.ts'
import { browserTest } from '../support/browser.ts'
import { payloads, positions } from './payloads.ts'

const origin = 'http://weir.test'
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

browserTest('attacks execute nothing, fetch nothing and break no policy in a browser', async ({ page, problems }) => {
  const renderer = createRenderer({ labels: words.text, sanitizer: loadSanitizer })
  let body = ''
  let number = 0
  for (const place of Object.values(positions)) {
    for (const payload of payloads) {
      const id = `m${++number}`
      body += `<div id="${id}-body">${await renderer.render(place(payload), id)}</div>`
    }
  }
  const fetched: string[] = []
  const dialogs: string[] = []
  page.on('dialog', async (dialog) => {
    dialogs.push(dialog.message())
    await dialog.dismiss()
  })
  await page.route('**/*', (route) => {
    const url = route.request().url()
    if (url !== `${origin}/`) fetched.push(url)
    const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>x</title>${body}`
    return route.fulfill({ contentType: 'text/html', headers: { 'content-security-policy': policy }, body: html })
  })
  await page.goto(origin)
  // Every answer is closed in itself: no text of one has swallowed another.
  expect(await page.locator('body > div[id$="-body"]').count()).toBe(number)
  // Again through innerHTML, the way htmx puts it there.
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('body > div')) element.innerHTML = String(element.innerHTML)
  })
  expect({ dialogs, fetched, problems }).toEqual({ dialogs: [], fetched: [], problems: [] })
})
