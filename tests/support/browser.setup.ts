import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type BrowserServer, chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the tests meet the one browser of this run; null where there is none. */
    browser: string | null
  }
}

/** Debian's packages and the programs in them have the same names. The first starts in half the time. */
const names = ['chromium-headless-shell', 'chromium']

const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** Starts one browser for all tests of the run, installing Debian's package for it where that is possible. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const executablePath = findBrowser() ?? installBrowser()
  if (!executablePath) {
    console.warn(`No Chromium: browser tests are skipped. To run them: sudo apt-get install ${names[0]}`)
    project.provide('browser', null)
    return
  }
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet]
  const server: BrowserServer = await chromium.launchServer({ executablePath, args })
  project.provide('browser', server.wsEndpoint())
  return () => server.close()
}

function findBrowser(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram)
}

function installBrowser(): string | undefined {
  if (process.getuid?.() !== 0) return
  for (const name of names) {
    try {
      console.log(`Installing ${name} for the browser tests.`)
      execFileSync('apt-get', ['update', '-q'], { stdio: 'ignore' })
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
      execFileSync('apt-get', ['install', '-qy', '--no-install-recommends', name], { stdio: 'ignore', env })
      return findBrowser()
    } catch {
      // Not Debian, no network, or no such package: the next name, or the hint above.
    }
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
