import { expect, it, onTestFinished, vi } from 'vitest'
import { report as nodeReport } from '../../src/platform/node/report.ts'
import { report as workerReport } from '../../src/platform/workers/report.ts'
import { testSite } from '../support/app.ts'
import { Page } from '../support/page.ts'
import { toEnd } from '../support/remote.ts'
import { open, startChat } from '../support/site.ts'

const question = 'Where did I hide the keys of my house?'
const system = 'llama runner has terminated:\nexit status 2\u001b[31m'

it.each([
  ['Node', nodeReport],
  ['a Worker', workerReport],
])('on %s, what Ollama says is one line in the log, without what it quotes of the chat', async (_, report) => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => log.mockRestore())
  const site = await testSite({}, { report })
  const answer = 'They are under the third stone'
  site.ollama.enqueue({ refuse: { status: 500, error: `${system} in "${question}"` } })
  const refused = await startChat(site, question)
  await toEnd(site, refused.stream)
  const held = site.ollama.hold()
  const midway = await startChat(site, question)
  held.write(answer)
  held.error(`${system} after ${answer}`)
  await toEnd(site, midway.stream)

  const lines = log.mock.calls.map((parts) => parts.join(' '))
  expect(lines).toEqual([
    expect.stringMatching(/answer failed: Error: HTTP 500: llama runner has terminated: exit status 2 \[31m in "…"/),
    expect.stringMatching(
      /answer failed: Error: ended midway: llama runner has terminated: exit status 2 \[31m after …/,
    ),
  ])
  for (const line of lines) expect(line).toMatch(/^(?!.*(keys|stone))[^\p{Cc}]{1,700}$/u)
  // People are told all of it.
  for (const [{ path, message }, told] of [
    [refused, question],
    [midway, answer],
  ] as const) {
    const page = new Page(await (await open(site, path)).text())
    expect(page.text(`#m${message}-foot`)).toContain(told)
  }
})
