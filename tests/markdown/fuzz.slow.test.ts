// @vitest-environment jsdom
import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createRenderer } from '../../src/markdown/render.ts'
import { loadSanitizer } from '../../src/platform/node/sanitizer.ts'
import { words } from '../../src/strings/en/words.ts'
import { disagreement } from './agreement.ts'
import { randomSource, seeded } from './sources.ts'

/** Longer runs, and others: WEIR_FUZZ_SECONDS=3600 WEIR_FUZZ_SEED=2 npx vitest run tests/markdown/fuzz.test.ts */
const seconds = Number(process.env.WEIR_FUZZ_SECONDS ?? 60)
const seed = Number(process.env.WEIR_FUZZ_SEED ?? 1)

it(`streams random texts for ${seconds} s, seed ${seed}`, { timeout: (seconds + 300) * 1000 }, async () => {
  const renderer = createRenderer({ labels: words.text, sanitizer: loadSanitizer })
  const random = seeded(seed)
  const end = performance.now() + seconds * 1000
  let texts = 0
  while (performance.now() < end) {
    const source = randomSource(random, 25)
    texts++
    // The sanitizer's old windows are let go when the event loop turns.
    await setImmediate()
    const problem = await disagreement(renderer, source, random, 8)
    expect(problem, `seed ${seed}, text ${texts}: ${JSON.stringify(source)}`).toBeUndefined()
  }
  console.log(`fuzz: ${texts} texts in ${seconds} s, seed ${seed}`)
})
