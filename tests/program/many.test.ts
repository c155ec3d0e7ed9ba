import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { afterEach, expect, it } from 'vitest'
import { words } from '../support/ollama-scripts.ts'
import { type RemoteSite, remoteSite, toEnd } from '../support/remote.ts'
import { startChat } from '../support/site.ts'

let site: RemoteSite

afterEach(() => site.close())

/** What is stored, by question, after the server has ended. */
async function stored(): Promise<Map<unknown, unknown>> {
  await site.server.stop()
  expect(site.server.output()).not.toMatch(/error|failed/i)
  const client = createClient({ url: `file:${join(site.data, 'weir', 'weir.db')}` })
  const { rows } = await client.execute(`
    SELECT question.content AS asked, answer.content AS content, answer.status AS status
    FROM messages answer JOIN messages question ON question.id = answer.parent_id`)
  client.close()
  return new Map(rows.map(({ asked, content, status }) => [asked, `${status}: ${content}`]))
}

/** Text that is hard to keep as it is. */
function text(index: number): string {
  const hard = [
    'é e\u0301',
    '🎉👨‍👩‍👧',
    '\u202eleft',
    '\ufeffbom',
    'tab\there',
    '  two  spaces',
    '\\n',
    '"quotes\'',
    '<b>&amp;',
    '\u2028x',
    '\u0001\u007f',
    '`c\n',
  ]
  const parts = Array.from({ length: 30 }, (_, part) => `${hard[(index + part) % hard.length]} ${index * part}`)
  return `Answer ${index}:\n\n${parts.join(' ')}\n\n  - end ${index}  `
}

const all = Array.from({ length: 200 }, (_, index) => index)

it('200 answers that are all written at once are all complete, and stored byte for byte', async () => {
  site = await remoteSite({ env: { WEIR_MAX_RUNNING: '1000', WEIR_MAX_RUNNING_PER_USER: '1000' } })
  const answers = all.map(() => site.ollama.hold())
  const chats = await Promise.all(all.map((index) => startChat(site, `Question ${index}`)))
  const pieces = await Promise.all(
    answers.map(async (answer) => {
      const asked = (await answer.request).messages[0]?.content ?? ''
      return { answer, words: words(text(Number(asked.split(' ')[1]))) }
    }),
  )
  expect(site.ollama.open).toBe(200)
  const began = performance.now()
  const ends = Promise.all(chats.map(({ stream }) => toEnd(site, stream)))
  for (let turn = 0; pieces.some(({ words }) => turn < words.length); turn++) {
    for (const { answer, words } of pieces) if (turn < words.length) answer.write(words[turn] ?? '')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  for (const { answer } of pieces) answer.end()
  await ends
  console.log(`200 answers at once: ${Math.round(performance.now() - began)} ms`)
  const kept = await stored()
  expect(kept.size).toBe(200)
  for (const index of all) expect(kept.get(`Question ${index}`)).toBe(`complete: ${text(index)}`)
}, 240_000)

it('50 that have to wait for their turn are too, with never more at work than may be', async () => {
  site = await remoteSite()
  const some = all.slice(0, 50).map((index) => text(index).trimEnd())
  let most = 0
  const watching = setInterval(() => {
    most = Math.max(most, site.ollama.open)
  }, 2)
  const chats = await Promise.all(some.map((question) => startChat(site, question, 'ollama/echo:1ms')))
  await Promise.all(chats.map(({ stream }) => toEnd(site, stream)))
  clearInterval(watching)
  console.log(`50 answers, two at a time: at most ${most} requests at once, titles among them`)
  const kept = await stored()
  for (const question of some) expect(kept.get(question)).toBe(`complete: ${question}`)
}, 240_000)
