import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { type RemoteSite, remoteSite, toEnd } from '../support/remote.ts'
import { open, post, startChat } from '../support/site.ts'

const later = new URL('../support/later.mjs', import.meta.url)

let site: RemoteSite

afterEach(() => site.close())

/** Which of these words stand in any file of the server's folder: their ends, as an index does not repeat beginnings. */
async function found(words: string[]): Promise<string[]> {
  const folder = join(site.data, 'weir')
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1')))
  return words.filter((word) => files.some((file) => file.includes(word.slice(4))))
}

/** A chat in which nothing is said but words of its own; those of the question come last. */
async function chatOf(letters: string): Promise<{ words: string[]; path: string }> {
  const words = Array.from({ length: 1200 }, (_, index) => {
    const number = ((index + 50) * 7919).toString(36).padStart(5, '0').slice(-4)
    return number + letters + number
  })
  const spaced = (from: number, to: number) => words.slice(from, to).map((word) => `${word} `)
  site.ollama.enqueue({ thinking: spaced(0, 100), chunks: spaced(100, 1000), tokenMs: 2 })
  site.ollama.enqueue({ chunks: spaced(1000, 1003) })
  const chat = await startChat(site, words.slice(1003).join(' '))
  await toEnd(site, chat.stream)
  return { words, path: chat.path }
}

it('leaves nothing of a deleted chat in its files, without anybody looking, and all of the others', async () => {
  site = await remoteSite({ env: { NODE_OPTIONS: `--import ${later}` } })
  const gone = await chatOf('qvx')
  const kept = await chatOf('zjk')
  expect(await found(gone.words)).toEqual(gone.words)
  await post(site, `${gone.path}/settings`, { model: 'ollama/llama3.2', system: 'Speak of the qvxsystem.' })
  await post(site, `${gone.path}/deletion`)
  site.server.process.kill('SIGUSR2')
  await vi.waitUntil(async () => (await found([...gone.words, 'the qvxsystem'])).length === 0, { timeout: 20_000 })
  expect(await found(kept.words)).toEqual(kept.words)
  expect((await post(site, `${gone.path}/restoration`)).status).toBe(404)
  expect((await open(site, kept.path)).status).toBe(200)
  expect(await (await open(site, `/search?q=${kept.words[3]}`)).text()).toContain(kept.path)
})

it('forgets a message that was deleted just before it was killed, at its next start', async () => {
  site = await remoteSite()
  const { words, path } = await chatOf('qvx')
  const kept = await chatOf('zjk')
  await post(site, `${path}/messages/1/deletion`)
  await site.server.stop('SIGKILL')
  // The title is the chat's.
  const said = [...words.slice(0, 1000), ...words.slice(1003)]
  expect(await found(said)).not.toEqual([])
  await site.restart()
  await vi.waitUntil(async () => (await found(said)).length === 0, { timeout: 20_000 })
  expect(await found(kept.words)).toEqual(kept.words)
})
