import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, expect, it } from 'vitest'
import { type RemoteSite, remoteSite } from '../support/remote.ts'

const run = promisify(execFile)
const hasCurl = spawnSync('curl', ['--version']).status === 0

let site: RemoteSite

afterEach(() => site.close())

it.skipIf(!hasCurl)('curl can ask, and prints the answer as it grows, as plain HTML', async () => {
  site = await remoteSite()
  const held = site.ollama.hold()
  site.ollama.enqueue({ chunks: ['A title'] })
  const child = run('curl', [
    ...['--silent', '--show-error', '--no-buffer', '--location', `${site.origin}/chats`],
    ...['--data-urlencode', 'content=Tell me about tea', '--data-urlencode', 'model=ollama/llama3.2'],
  ])
  let printed = ''
  child.child.stdout?.on('data', (text: string) => {
    printed += text
  })
  held.write('First **paragraph**.\n\nSecond, ')
  await expect.poll(() => printed, { timeout: 10_000 }).toContain('First <strong>paragraph</strong>.</p>')
  expect(printed).not.toContain('Second')
  expect(printed).toContain('Tell me about tea')
  held.write('and last.')
  held.end()
  const { stdout } = await child
  expect(stdout).toMatch(/Second, and last\.<\/p>[\s\S]*<\/html>\s*$/)
  expect(stdout.match(/First <strong>/g)).toHaveLength(1)
})
