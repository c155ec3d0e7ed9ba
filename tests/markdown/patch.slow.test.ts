// @vitest-environment jsdom
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRenderer } from '../../src/markdown/render.ts'
import { loadSanitizer } from '../../src/platform/node/sanitizer.ts'
import { words } from '../../src/strings/en/words.ts'
import { disagreement } from './agreement.ts'
import { fragments, seeded } from './sources.ts'

const modules = join(import.meta.dirname, '../../node_modules')
const renderer = createRenderer({ labels: words.text, sanitizer: loadSanitizer })

// The limits are for tests that hang: on a busy machine random texts by the hundred take their time.
describe('patches', { timeout: 300_000 }, () => {
  it('lead from any offset to any later one, whatever the flushes were', async () => {
    const source = fc
      .array(fc.constantFrom(...fragments), { minLength: 1, maxLength: 20 })
      .map((parts) => parts.join(''))
    const property = fc.asyncProperty(source, fc.nat(), async (source, seed) => {
      expect(await disagreement(renderer, source, seeded(seed), 8)).toBeUndefined()
    })
    await fc.assert(property, { numRuns: 250, seed: 20_261_124 })
  })

  it('agree where HTML is shown as text, as on Workers', async () => {
    const plain = createRenderer({ labels: words.text })
    const source = fc
      .array(fc.constantFrom(...fragments), { minLength: 1, maxLength: 12 })
      .map((parts) => parts.join(''))
    const property = fc.asyncProperty(source, fc.nat(), async (source, seed) => {
      expect(await disagreement(plain, source, seeded(seed), 8)).toBeUndefined()
    })
    await fc.assert(property, { numRuns: 80, seed: 20_261_124 })
  })
})

describe('the READMEs of the packages here', () => {
  const packages = readdirSync(modules).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((scoped) => join(name, scoped)) : [name],
  )
  const paths = packages
    .filter((name) => lstatSync(join(modules, name)).isDirectory())
    .flatMap((name) => readdirSync(join(modules, name)).map((file) => join(modules, name, file)))
    .filter((path) => /readme\.md$/i.test(path))

  it('stream to what they are rendered to at once', async () => {
    expect(paths.length).toBeGreaterThan(50)
    const random = seeded(7)
    for (const path of paths) {
      const source = readFileSync(path, 'utf8').slice(0, 5000)
      const problem = await disagreement(renderer, source, random, Math.max(40, source.length * 0.7))
      expect(problem, path).toBeUndefined()
    }
  }, 300_000)
})
