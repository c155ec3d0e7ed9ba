import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// What drives the built program or a real browser. Only these need the slower set-up.
const program = ['tests/program/**/*.test.ts', 'tests/browser/**/*.test.ts', 'tests/**/*.browser.test.ts']
// What waits for long, or tries very much: random texts by the hundred, evictions, answers of minutes.
const slow = ['tests/**/*.slow.test.ts']

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    // libSQL is a native module: safe in processes, not in worker threads. Two of them, as small machines have two cores.
    pool: 'forks',
    maxWorkers: 2,
    // A limit for tests that hang, not a promise of speed: the machine may be busy with other work.
    testTimeout: 20_000,
    expect: { poll: { timeout: 10_000 } },
    reporters: ['default', 'json'],
    outputFile: { json: 'tests/report.json' },
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...program, ...slow],
          // Loading the parts anew for every file would take as long as the tests.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'slow', include: slow, globalSetup: 'tests/support/build.setup.ts' } },
      {
        extends: true,
        test: {
          name: 'program',
          include: program,
          exclude: slow,
          globalSetup: ['tests/support/build.setup.ts', 'tests/support/browser.setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
