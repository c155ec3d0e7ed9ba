import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { expect, it } from 'vitest'
import { randomFrom } from '../streaming/parts.ts'
import { readEvents } from '../support/events.ts'
import { type StandIn, startOllama } from '../support/ollama.ts'
import type { Answer } from '../support/ollama-answer.ts'
import { Page } from '../support/page.ts'
import { dataFolder, type Server, startServer } from '../support/server.ts'
import { open, post, type Site, startChat } from '../support/site.ts'

/** A server over a folder that outlives it, and the model that it asks. */
type Place = { server: Server; site: Site; ollama: StandIn; data: string }

async function start(ollama: StandIn, data: string): Promise<Place> {
  const server = await startServer({ data, env: { OLLAMA_HOST: ollama.url } })
  const site = {
    fetch: (path: string, init?: RequestInit) => fetch(server.url + path, init),
    ...{ origin: server.url, ollama, close: server.stop },
  }
  return { server, site, ollama, data }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Writes words at a steady pace, as a model does, and remembers when it had written how much. */
function write(answer: Answer, thoughts: number) {
  const text = { thinking: '', content: '' }
  const history: { at: number; length: number }[] = []
  const timer = setInterval(() => {
    const word = `n${history.length} `
    const kind = history.length < thoughts ? 'thinking' : 'content'
    text[kind] += word
    history.push({ at: performance.now(), length: text.thinking.length + text.content.length })
    if (kind === 'thinking') answer.think(word)
    else answer.write(word)
  }, 10)
  return {
    text,
    stop: () => clearInterval(timer),
    /** When it began to write what ends at that offset. */
    wroteAt: (offset: number) => history.find(({ length }) => length >= offset)?.at ?? 0,
  }
}

/** Reads a stream until it breaks, and remembers when it was shown how much. */
async function watch(response: Response): Promise<{ at: number; offset: number }[]> {
  const shown: { at: number; offset: number }[] = []
  try {
    for await (const { id } of readEvents(response))
      shown.push({ at: performance.now(), offset: Number(id.split('.')[1]) })
  } catch {
    // The server was killed.
  }
  return shown
}

/** Asks, kills the server after a while, starts it again, and checks what is left. Gives the place that runs now. */
async function crash(place: Place, afterMs: number, thoughts: number) {
  const { ollama, data } = place
  const held = ollama.hold()
  const chat = await startChat(place.site, 'Count')
  await held.request
  const watching = watch(await place.site.fetch(chat.stream))
  const model = write(held, thoughts)
  await sleep(afterMs)
  await place.server.stop('SIGKILL')
  model.stop()
  const shown = await watching

  const again = ollama.hold()
  const next = await start(ollama, data)
  const prefill = (await again.request).messages.at(-1)
  const kept = prefill?.role === 'assistant' ? prefill.content : ''
  expect(model.text.content.startsWith(kept)).toBe(true)
  const page = new Page(await (await open(next.site, chat.path)).text())
  const thought = page.text(`#m${chat.message} .thought-text`)
  expect(model.text.thinking.startsWith(thought)).toBe(true)
  // Before the server showed its last text, which was written at `last`, it had saved all that had been seen a second
  // earlier, however slow the machine is: its timers are due in that order.
  const last = model.wroteAt(shown.at(-1)?.offset ?? 0)
  const seen = shown.findLast(({ at }) => at < last - 1000)?.offset ?? 0
  const total = kept.length + (thought === '' ? 0 : thought.length + 1)
  expect(total).toBeGreaterThanOrEqual(seen)
  const figures = `killed after ${afterMs} ms: ${shown.at(-1)?.offset ?? 0} characters seen, ${seen} a second before, ${total} kept`
  return { next, again, chat, kept, figures }
}

/** One that dies a second time is not revived by itself again, but by a person. */
async function crashAgain({ next, again, chat, kept }: Awaited<ReturnType<typeof crash>>) {
  const { ollama, data } = next
  again.write('more ')
  await sleep(50)
  await next.server.stop('SIGKILL')
  const asked = ollama.requests.length
  const third = await start(ollama, data)
  const page = new Page(await (await open(third.site, chat.path)).text())
  expect(page.has('[sse-connect]')).toBe(false)
  expect(page.text(`#m${chat.message}-foot`)).toMatch(/server went away.*Continue/s)
  expect(page.text(`#m${chat.message} .prose`).startsWith(kept.trim())).toBe(true)
  expect(ollama.requests).toHaveLength(asked)
  const resumed = ollama.hold()
  await post(third.site, `${chat.path}/messages/${chat.message}/continuation`)
  const prefill = (await resumed.request).messages.at(-1)
  return { next: third, again: resumed, kept: prefill?.role === 'assistant' ? prefill.content : '' }
}

/** Lets rounds happen one after another over one folder; at the end every answer in it is whole. */
async function lane(rounds: number[], random: () => number): Promise<void> {
  const folder = await dataFolder()
  let place = await start(await startOllama(), folder.path)
  const expected: string[] = []
  for (let round = rounds.shift(); round !== undefined; round = rounds.shift()) {
    const crashed = await crash(place, Math.round(random() * 2500), round % 3 === 0 ? 60 : 0)
    const { next, again, kept } = round % 5 === 0 ? await crashAgain(crashed) : crashed
    again.write('and so on.')
    again.end()
    await (await next.site.fetch(crashed.chat.stream)).text()
    expected.push(`${kept}and so on.`)
    place = next
    console.log(`round ${round}: ${crashed.figures}`)
  }
  await place.server.stop()
  await place.ollama.close()
  const client = createClient({ url: `file:${join(folder.path, 'weir', 'weir.db')}` })
  const { rows } = await client.execute("SELECT status, content FROM messages WHERE role = 'assistant' ORDER BY id")
  client.close()
  expect(rows.map(({ content }) => content)).toEqual(expected)
  expect(rows.every(({ status }) => status === 'complete')).toBe(true)
  await folder.remove()
}

it('loses at most the last second of an answer when the server is killed, at 20 random moments', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  console.log(`SEED=${seed} repeats these moments`)
  const random = randomFrom(seed)
  const rounds = Array.from({ length: 20 }, (_, round) => round)
  await Promise.all([lane(rounds, random), lane(rounds, random), lane(rounds, random)])
}, 240_000)
