import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { type RemoteSite, remoteSite, toEnd } from '../support/remote.ts'
import { open, startChat } from '../support/site.ts'

let site: RemoteSite

afterEach(() => site.close())

/** What the server has used so far: seconds of processor time, and megabytes of memory at the most. */
function used(): { seconds: number; megabytes: number } {
  const { pid } = site.server.process
  const times = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ').slice(13, 15).map(Number)
  const memory = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return { seconds: ((times[0] ?? 0) + (times[1] ?? 0)) / 100, megabytes: Math.round(Number(memory) / 1024) }
}

it.each([
  ['paragraphs', 'Some more **words**, as models like to `write` them, with a [link](https://example.com).\n\n'],
  ['one line', 'word '],
  ['a table', '| a | b |\n| - | - |\n| **1** | 2 |\n\n'],
  ['thoughts between texts', '<think>a</think>b\n'],
])(
  'an answer of 5 MB that does not stop is ended in time: %s',
  async (_, unit) => {
    site = await remoteSite()
    const answer = site.ollama.hold()
    const title = site.ollama.hold()
    const chat = await startChat(site, 'Write!')
    const ended = toEnd(site, chat.stream)
    const before = used()
    const pieces = unit.repeat(Math.ceil(2000 / unit.length))
    for (let written = 0; written < 5_000_000; written += pieces.length) answer.write(pieces)
    await answer.closed
    title.write('A title')
    title.end()
    await ended
    const streamed = used()
    const page = await (await open(site, chat.path)).text()
    const viewed = used()
    const [toStream, toView] = [streamed.seconds - before.seconds, viewed.seconds - streamed.seconds]
    console.log(
      `${toStream.toFixed(1)} s to stream, ${toView.toFixed(1)} s to view, ${viewed.megabytes} MB at the most`,
    )
    expect(page).toContain('as large as this server allows')
    expect(toStream).toBeLessThan(10)
    expect(toView).toBeLessThan(5)
    expect(viewed.megabytes).toBeLessThan(400)
  },
  240_000,
)
