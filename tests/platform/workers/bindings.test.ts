import { expect, it } from 'vitest'
import { type Bindings, readSettings } from '../../../src/platform/workers/bindings.ts'

it('takes a setting from wrangler.toml as a text or as a number', () => {
  const secrets = { WEIR_PASSWORD: 'long enough', DATABASE_URL: 'libsql://db.example' }
  for (const many of [8, '8']) {
    const env: Partial<Bindings> = { ...secrets, ...{ WEIR_MAX_RUNNING: many, AI: { run: async () => ({}) } } }
    // What is bound besides is not looked at.
    expect(readSettings(env as Bindings).limits.overall).toBe(8)
  }
})
