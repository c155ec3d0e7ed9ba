import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEvents, seen } from '../support/events.ts'
import type { Answer } from '../support/ollama-answer.ts'
import { Page } from '../support/page.ts'
import { keptPort } from '../support/port.ts'
import { type RemoteSite, remoteSite, toEnd } from '../support/remote.ts'
import { open, post, startChat } from '../support/site.ts'

// What a model's server can do to an answer. The text stays, the reason is told, and the app goes on.

let site: RemoteSite

beforeAll(async () => {
  site = await remoteSite({ env: { WEIR_MAX_RUNNING: '20', WEIR_MAX_RUNNING_PER_USER: '20' } })
})

afterAll(async () => {
  // Nothing was left unhandled: that would have ended the process.
  expect(site.server.process.exitCode).toBeNull()
  await site.close()
})

const pageOf = async (path: string) => new Page(await (await open(site, path)).text())

describe.concurrent('a model that', () => {
  it.each<[string, (answer: Answer) => void, RegExp]>([
    [
      'reports an error',
      (answer) => answer.error('the runner has ended'),
      /stopped in the middle.*the runner has ended/,
    ],
    ['is cut off', (answer) => answer.cut(), /connection to Ollama broke/],
    ['ends without saying so', (answer) => answer.stop(), /connection to Ollama broke/],
    ['sends garbage', (answer) => answer.raw('<html>502 Bad Gateway</html>\n'), /not part of an answer/],
    ['sends half a line and ends', halfLine, /connection to Ollama broke|not part of an answer/],
  ])('%s leaves a failed answer with its text, its reason and a way on', async (_, fail, reason) => {
    const { chat, held } = await ask()
    held.write('Some text')
    const stream = readEvents(await site.fetch(chat.stream))
    await seen(stream, 'Some text')
    fail(held)
    while (!(await stream.next()).done);
    const page = await pageOf(chat.path)
    expect(page.text(`#m${chat.message}-body`)).toBe('Some text')
    expect(page.text(`#m${chat.message}-foot`)).toMatch(reason)
    expect(page.text(`#m${chat.message}-foot`)).toMatch(/could not be finished.*Continue.*Regenerate/s)
    expect(page.has('[sse-connect]')).toBe(false)

    await alone(async () => {
      const again = site.ollama.hold()
      site.ollama.enqueue({ chunks: ['A title'] })
      await post(site, `${chat.path}/messages/${chat.message}/continuation`)
      expect((await again.request).messages.at(-1)?.content).toBe('Some text')
      again.write(' and more')
      again.end()
      // Its title comes after it.
      await toEnd(site, chat.stream)
    })
    const after = await pageOf(chat.path)
    expect(after.text(`#m${chat.message}-body`)).toBe('Some text and more')
    expect(after.text(`#m${chat.message}-foot`)).not.toMatch(/could not|Continue/)
  })

  it('stalls for half a minute and goes on completes, with signs of life in its stream meanwhile', async () => {
    const { chat, held } = await ask()
    held.write('Before')
    const stream = site.fetch(chat.stream).then((response) => response.text())
    await new Promise((resolve) => setTimeout(resolve, 31_000))
    held.write(' and after.')
    held.end()
    expect((await stream).match(/^: hb$/gm)?.length).toBeGreaterThanOrEqual(1)
    const page = await pageOf(chat.path)
    expect(page.text(`#m${chat.message}-body`)).toBe('Before and after.')
    expect(page.text('.figures')).toContain('tokens')
  }, 120_000)
})

function halfLine(answer: Answer): void {
  answer.raw('{"message":{"role":"assistant","con')
  answer.stop()
}

/** Starts a chat whose answer the test writes. */
function ask() {
  return alone(async () => {
    const held = site.ollama.hold()
    const chat = await startChat(site, 'Hello')
    await held.request
    return { chat, held }
  })
}

let turn: Promise<unknown> = Promise.resolve()

/** One after another: the stand-in gives its next answer to whoever asks next. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work)
  turn = mine.catch(() => undefined)
  return mine
}

it('a model whose process is killed leaves its text; started again, it goes on from there', async () => {
  const program = fileURLToPath(new URL('../support/ollama.ts', import.meta.url))
  const port = String(await keptPort())
  const startModel = async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', program, port], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = await once(child.stdout, 'data')
    return { url: String(line).trim(), kill: () => Promise.all([once(child, 'exit'), child.kill('SIGKILL')]) }
  }
  const first = await startModel()
  const own = await remoteSite({ env: { OLLAMA_HOST: first.url } })
  const chat = await startChat(own, 'Count', 'ollama/counter')
  const page = async () => new Page(await (await open(own, chat.path)).text())
  const reader = (await own.fetch(chat.stream)).body?.pipeThrough(new TextDecoderStream()).getReader()
  for (let seen = ''; !seen.includes('n9'); ) seen += (await reader?.read())?.value ?? 'n9'
  await first.kill()
  while (!(await reader?.read())?.done);
  const cut = await page()
  expect(cut.text(`#m${chat.message}-body`)).toMatch(/^n0 n1 n2 .*n9/)
  expect(cut.text(`#m${chat.message}-foot`)).toMatch(/connection to Ollama broke.*Continue/s)
  const second = await startModel()
  await post(own, `${chat.path}/messages/${chat.message}/continuation`)
  const kept = cut.text(`#m${chat.message}-body`).split(' ').length
  const stream = (await own.fetch(chat.stream)).body?.pipeThrough(new TextDecoderStream()).getReader()
  for (let seen = ''; !seen.includes(`n${kept + 20}`); ) seen += (await stream?.read())?.value ?? `n${kept + 20}`
  await post(own, `${chat.path}/messages/${chat.message}/cancellation`)
  const words = (await page()).text(`#m${chat.message}-body`).split(' ')
  expect(words).toEqual(words.map((_, index) => `n${index}`))
  expect(words.length).toBeGreaterThan(kept + 20)
  await own.close()
  await second.kill()
})
