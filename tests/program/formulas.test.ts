import { afterAll, expect, it } from 'vitest'
import { words } from '../../src/strings/en/words.ts'
import { hostileTex } from '../markdown/tex.ts'
import { Page } from '../support/page.ts'
import { remoteSite, toEnd } from '../support/remote.ts'
import { open, startChat } from '../support/site.ts'

// With a small heap, so that what asks for much memory ends the process rather than this machine.
const site = await remoteSite({ env: { NODE_OPTIONS: '--max-old-space-size=128' } })
afterAll(() => site.close())

/** What one reads beside the formulas of the answer that are not drawn. */
async function wordsBeside(path: string, message: number): Promise<string> {
  const page = new Page(await (await open(site, path)).text())
  return [...page.document.querySelectorAll(`#m${message} .prose small`)].map((word) => word.textContent).join(' ')
}

it('formulas that ask for too much end neither an answer nor the server, and none that shows them again', async () => {
  const formulas = Object.values(hostileTex)
  const chat = await startChat(site, formulas.map((tex) => `$$\n${tex}\n$$`).join('\n\n'), 'ollama/echo')
  await toEnd(site, chat.stream)
  const { large, defines } = words.text.undrawn
  const wanted = Object.keys(hostileTex).map((name) => `(${name === 'definitions' ? defines : large})`)
  expect(await wordsBeside(chat.path, chat.message)).toBe(wanted.join(' '))

  await site.server.stop('SIGKILL')
  await site.restart()
  expect(await wordsBeside(chat.path, chat.message)).toBe(wanted.join(' '))
  expect(site.server.process.exitCode).toBeNull()
})
