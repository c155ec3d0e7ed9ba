import { describe, expect, it } from 'vitest'
import { logLine } from '../src/log.ts'
import { ProviderError } from '../src/providers/provider.ts'
import { withoutQuotations } from '../src/providers/quotation.ts'

describe('a line of the log', () => {
  it('has what happened, the error with its code, its causes, and where it comes from', () => {
    const cause = Object.assign(new Error('no such host'), { code: 'ENOTFOUND' })
    const line = logLine('request failed', new TypeError('fetch failed', { cause }))
    expect(line).toMatch(
      /^request failed: TypeError: fetch failed; caused by Error ENOTFOUND: no such host \(at .*log\.test\.ts:\d+:\d+/,
    )
  })

  it('is one line without control characters, and not long', () => {
    const error = new Error(`a\n    at forged (x)\n\u001b[31mb\u2028\0${'c'.repeat(100_000)}`)
    const line = logLine('it broke', error)
    expect(line).toMatch(/^it broke: Error: a at forged \(x\) \[31mb c+… \(at (?!forged)/)
    expect(line).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,2000}$/u)
    expect(logLine('it broke', 'a\nb')).toBe('it broke: a b')
    expect(logLine('it broke', undefined)).toBe('it broke: ')
  })

  it('has no values of a statement, wherever the error stands in the chain', () => {
    const failed = Object.assign(
      new Error('Failed query: insert … params: secret', { cause: new Error('disk full') }),
      {
        params: ['secret'],
      },
    )
    for (const error of [
      failed,
      new Error('not saved', { cause: failed }),
      new ProviderError('Told.', { cause: failed }),
    ])
      expect(logLine('not saved', error)).toMatch(/^(?!.*secret).*disk full/)
  })

  it('has no text that could not be parsed', () => {
    const unreadable = () => JSON.parse('secret words')
    expect(unreadable).toThrow('secret')
    expect(logLine('it broke', thrownBy(unreadable))).toMatch(/^it broke: SyntaxError \(at (?!.*secret)/)
  })

  it('has the cause of what people are told, in its place', () => {
    const error = new ProviderError('Ollama refused: secret', { cause: new Error('HTTP 400: …') })
    expect(logLine('answer failed', error)).toBe('answer failed: Error: HTTP 400: …')
    expect(logLine('answer failed', new ProviderError('It fell silent.'))).toBe('answer failed: It fell silent.')
  })
})

function thrownBy(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

describe('a reason', () => {
  const question = 'Where did I hide the keys of my house?'
  const answer = 'They are under the third stone\nfrom the left, as you know.'

  it.each([
    ['a whole message', `bad prompt: ${question} (400)`, 'bad prompt: … (400)'],
    ['a part of a message', 'cannot parse hide the keys of my house at 12', 'cannot parse… at 12'],
    ['an answer over a break of lines', "raw='the third stone from the left', err=x", "raw='…', err=x"],
    ['a short message', 'cannot answer Tea? now', 'cannot answer … now'],
  ])('is without %s of the chat', (_, reason, rest) => {
    const left = withoutQuotations(reason, [question, answer, 'Tea?'])
    expect(left).toBe(rest)
  })

  it('is whole where it quotes nothing', () => {
    const reason = 'model requires more system memory (5.6 GiB) than is available (3.0 GiB)'
    expect(withoutQuotations(reason, [question, answer, 'mod', 'Is it available for more than me?', ''])).toBe(reason)
  })
})
