import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

/** A copy of the program without its tests, to be changed. */
async function copied(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'weir-setting-'))
  onTestFinished(() => rm(copy, { recursive: true }))
  for (const name of ['src', 'static', 'README.md', 'package.json', 'tsconfig.json', 'tests/support'])
    await cp(join(root, name), join(copy, name), { recursive: true })
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** What the compiler says of the program, line by line. */
async function problems(copy: string): Promise<string[]> {
  const tsc = join(copy, 'node_modules/.bin/tsc')
  const { stdout } = await run(tsc, ['--noEmit'], { cwd: copy }).catch((error) => error)
  return stdout.split('\n').filter((line: string) => /^\S/.test(line))
}

/** The steps of the page: a file, and a line to put into it after that of `num_predict`. */
async function steps(): Promise<{ file: string; line: string }[]> {
  const page = await readFile(join(root, 'docs/adding-a-setting.md'), 'utf8')
  return [...page.matchAll(/In `(src\/[^`]+)`[^`]*(?:`\w+`[^`]*)*```ts\n {3}(.*\n) {3}```/g)].map(
    ([, file = '', line = '']) => ({ file, line }),
  )
}

async function follow(copy: string, { file, line }: { file: string; line: string }): Promise<void> {
  const text = await readFile(join(copy, file), 'utf8')
  await writeFile(
    join(copy, file),
    text.replace(/^ +num_predict: .*\n/m, (found) => found + line),
  )
}

it('adds a setting in the one place that docs/adding-a-setting.md says, once the compiler has its words', async () => {
  const copy = await copied()
  const [table, words, ...more] = await steps()
  if (!table || !words) throw new Error('the page has lost its steps')
  expect(more).toEqual([])
  await follow(copy, table)
  const missing = await problems(copy)
  expect(missing).not.toEqual([])
  for (const line of missing) expect(line).toMatch(/^src\/strings\/.*repeat_penalty/)
  await follow(copy, words)
  expect(await problems(copy)).toEqual([])

  const set = ['tests/support/setting-process.ts', 'repeat_penalty', '1,1', '2.1']
  const { stdout } = await run(process.execPath, ['--import', 'tsx', ...set], { cwd: copy })
  expect(JSON.parse(stdout)).toEqual({
    ...{ label: 'Repeat penalty', shown: '1.1', status: 422, said: 'A number from 0 to 2, or nothing.' },
    options: { repeat_penalty: 1.1 },
  })
}, 120_000)
