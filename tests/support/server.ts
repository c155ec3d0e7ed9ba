import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A Weir of its own process. `url` has no slash at the end; `output` is what it has printed so far. */
export type Server = {
  url: string
  process: ChildProcess
  output(): string
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** An empty folder for the data of one or more servers, which tests give back with `remove`. */
export async function dataFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'weir-test-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/**
 * Starts the built program on a free port and waits until it prints its address. `data` is where it keeps its database;
 * `env` adds settings. Rejects with what it printed when it ends instead.
 */
export async function startServer({ data, env = {} }: { data: string; env?: NodeJS.ProcessEnv }): Promise<Server> {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, ['dist/node.js'], {
    cwd: root,
    env: { PATH, HOME, PORT: '0', XDG_DATA_HOME: data, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  let printed = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (text: string) => {
      printed += text
      const address = /http:\/\/[^\s/]+:\d+/.exec(printed)
      if (address) resolve(address[0])
    }
    child.stdout.setEncoding('utf8').on('data', read)
    child.stderr.setEncoding('utf8').on('data', read)
    ended.then(([code]) => reject(new Error(`Weir ended with ${code}: ${printed}`)), reject)
  })
  return {
    url,
    process: child,
    output: () => printed,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      await ended
    },
  }
}
