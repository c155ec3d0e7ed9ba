import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Delta, ProviderError } from '../../src/providers/provider.ts'
import { Answer } from '../../src/streaming/answer.ts'
import { cancelled, generate, goingAway } from '../../src/streaming/generation.ts'
import type { Job } from '../../src/streaming/job.ts'
import { words } from '../../src/strings/en/words.ts'
import { everybody, job, Model, presenter } from './parts.ts'

/** A generation on fake timers over a `Model`, with what its store was given. */
function watched({ largestAnswer = 1_000_000, before }: { largestAnswer?: number } & Pick<Job, 'before'> = {}) {
  const answer = new Answer(job(1, before && { before }))
  const model = new Model()
  const abort = new AbortController()
  const reports: string[] = []
  const saved: { content: string; status: string; at: number }[] = []
  const store = {
    refuses: false,
    checkpoint: async (from: Answer) => {
      if (store.refuses) throw new Error('disk full')
      saved.push({ content: from.content, status: from.status, at: Date.now() })
    },
    finish: (from: Answer) => store.checkpoint(from),
  }
  const report = (what: string) => reports.push(what)
  const tools = { store, largestAnswer, words: words.providers, now: Date.now, report }
  const done = generate(
    answer,
    (signal) => model.stream(1, signal),
    abort.signal,
    tools,
    () => {},
  )
  return { answer, model, abort, reports, saved, store, done }
}

const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('an answer', () => {
  it('is saved within a second of every change, and at most once a second', async () => {
    const { answer, model, saved, done } = watched()
    const began = Date.now()
    for (let i = 0; i < 500; i++) {
      model.say(`w${i} `)
      await vi.advanceTimersByTimeAsync(10)
    }
    expect(saved.map(({ at }) => at - began)).toEqual([1000, 2000, 3000, 4000, 5000])
    for (const { content } of saved) expect(answer.content.startsWith(content)).toBe(true)
    model.end()
    await done
    expect(saved.at(-1)).toMatchObject({ content: answer.content, status: 'complete' })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('goes on when it cannot be saved, and says so at its end; what is saved later is all of it', async () => {
    const { answer, model, reports, saved, store, done } = watched()
    store.refuses = true
    model.say('One ')
    await vi.advanceTimersByTimeAsync(1500)
    expect(reports).toEqual(['checkpoint failed'])
    model.say('two')
    model.end()
    await vi.advanceTimersByTimeAsync(1)
    await done
    expect(answer).toMatchObject({ status: 'complete', content: 'One two' })
    expect(presenter.around(everybody).ended(answer)).toMatch(/not saved.*disk is full.*copy/i)
    expect(saved).toEqual([])
  })

  it('says that it loads when nothing has come for two seconds, and waits without an end', async () => {
    const { answer, model, done } = watched()
    await vi.advanceTimersByTimeAsync(1999)
    expect(answer.phase).toBe('waiting')
    await vi.advanceTimersByTimeAsync(1)
    expect(answer.phase).toBe('loading')
    await minutes(600)
    expect(answer.status).toBe('streaming')
    model.say('At last.')
    model.end()
    await vi.advanceTimersByTimeAsync(1)
    await done
    expect(answer).toMatchObject({ status: 'complete', content: 'At last.' })
  })

  it('survives a pause of the model, but not one of five minutes in its middle', async () => {
    const { answer, model, reports, done } = watched()
    model.say('One ')
    await minutes(4.9)
    model.say('two ')
    await minutes(4.9)
    expect(answer).toMatchObject({ status: 'streaming', content: 'One two ' })
    await minutes(1.1)
    await done
    expect(answer).toMatchObject({ status: 'failed', content: 'One two ' })
    expect(answer.error).toMatch(/nothing for 5 minutes.*continue/)
    expect(reports).toEqual(['answer failed'])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('survives that its computer sleeps for an hour', async () => {
    const { answer, model, done } = watched()
    model.say('One ')
    await minutes(4.5)
    // The clock goes on meanwhile; what was due is due when it wakes, once.
    vi.setSystemTime(Date.now() + 60 * 60_000)
    await minutes(0.6)
    model.say('two')
    model.end()
    await vi.advanceTimersByTimeAsync(1)
    await done
    expect(answer).toMatchObject({ status: 'complete', content: 'One two' })
  })

  it.each([
    ['a provider that says why', new ProviderError('The model is gone.'), /The model is gone\./],
    ['anything else', new TypeError('x is not a function'), /in Weir itself/],
  ])('fails in words for %s, and keeps its text', async (_, error, said) => {
    const { answer, model, saved, reports, done } = watched()
    model.say('Some text')
    model.fail(error)
    await done
    expect(answer).toMatchObject({ status: 'failed', content: 'Some text' })
    expect(presenter.around(everybody).ended(answer)).toMatch(said)
    expect(saved.at(-1)).toMatchObject({ status: 'failed', content: 'Some text' })
    expect(reports).toEqual(['answer failed'])
  })

  it.each([
    ['obedient', cancelled, 'stopped'],
    ['obedient', goingAway, 'streaming'],
    ['deaf', cancelled, 'stopped'],
    ['deaf', goingAway, 'streaming'],
  ])('of a provider that is %s ends at once when it is told: %s', async (kind, reason, status) => {
    const { answer, model, abort, saved, done } = watched()
    model.obedient = kind === 'obedient'
    model.think('Hm.')
    model.say('Half an ans')
    await vi.advanceTimersByTimeAsync(10)
    abort.abort(reason)
    await done
    expect(answer).toMatchObject({ status, content: 'Half an ans', thinking: 'Hm.' })
    expect(saved).toEqual([{ status, content: 'Half an ans', at: Date.now() }])
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each<[string, Delta[]]>([
    ['piece by piece', Array.from({ length: 500 }, () => ({ type: 'text', text: '1234567' }))],
    ['in one piece', [{ type: 'text', text: 'x'.repeat(20_000_000) }]],
    ['with its thoughts', ['text', 'thinking', 'text'].map((type) => ({ type, text: 'x'.repeat(999) }) as Delta)],
    ['in many parts', Array.from({ length: 50 }, (_, i) => ({ type: i % 2 ? 'thinking' : 'text', text: 'x' }))],
  ])('that grows larger %s than it may is ended there, and keeps all that had room', async (_, deltas) => {
    const { answer, model, saved, reports, done } = watched({ largestAnswer: 3000 })
    for (const delta of deltas) model.give(delta)
    await done
    expect(answer).toMatchObject({ status: 'complete', counts: { finishReason: 'size' } })
    expect(answer.size).toBeGreaterThanOrEqual(3000)
    expect(answer.size).toBeLessThanOrEqual(3500)
    const said = deltas.map((delta) => ('text' in delta ? delta.text : '')).join('')
    expect(said.startsWith(answer.parts.join(''))).toBe(true)
    expect(saved.at(-1)).toMatchObject({ content: answer.content, status: 'complete' })
    const { ended } = presenter.around(everybody)
    expect(ended(answer)).toMatch(/as large as this server allows.*is kept/)
    expect(ended(answer)).not.toContain('Continue')
    expect(reports).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('that is as large as it may be can still end by itself, and is not cut within a letter when it cannot', async () => {
    const exact = watched({ largestAnswer: 1000 })
    exact.model.say('x'.repeat(500))
    exact.model.end()
    await exact.done
    expect(exact.answer).toMatchObject({ status: 'complete', counts: {}, content: 'x'.repeat(500) })
    const cut = watched({ largestAnswer: 1000, before: [{ kind: 'text', text: 'x'.repeat(499) }] })
    cut.model.say('🎉')
    await cut.done
    expect(cut.answer).toMatchObject({ status: 'complete', counts: { finishReason: 'size' }, content: 'x'.repeat(499) })
  })

  it('that goes on although it is too large already says so, and loses nothing', async () => {
    const { answer, model, done } = watched({ largestAnswer: 1000, before: [{ kind: 'text', text: 'x'.repeat(5000) }] })
    model.say('more')
    await done
    expect(answer).toMatchObject({ status: 'complete', counts: { finishReason: 'size' }, content: 'x'.repeat(5000) })
  })

  it('counts the time of its thoughts alone', async () => {
    const { answer, model, done } = watched()
    await vi.advanceTimersByTimeAsync(3000)
    model.think('Hm. ')
    await vi.advanceTimersByTimeAsync(1200)
    model.think('Yes.')
    await vi.advanceTimersByTimeAsync(800)
    model.say('Text')
    await vi.advanceTimersByTimeAsync(5000)
    model.end()
    await done
    expect(answer.parts.map(({ kind, ms }) => [kind, ms])).toEqual([
      ['thought', 2000],
      ['text', undefined],
    ])
  })
})

it('leaves turns to others while a provider has thousands of deltas at once', async () => {
  vi.useRealTimers()
  const answer = new Answer(job())
  async function* flood(): AsyncGenerator<Delta> {
    for (let i = 0; i < 100_000; i++) yield { type: 'text', text: 'word ' }
  }
  const store = { checkpoint: async () => {}, finish: async () => {} }
  let turns = 0
  const others = setInterval(() => {
    turns += 1
  }, 1)
  const began = performance.now()
  await generate(
    answer,
    flood,
    new AbortController().signal,
    { store, largestAnswer: 1_000_000, words: words.providers, now: Date.now, report() {} },
    () => {},
  )
  const took = performance.now() - began
  clearInterval(others)
  console.log(`100,000 deltas in ${Math.round(took)} ms, with ${turns} turns for others`)
  expect(answer.content).toHaveLength(500_000)
  expect(turns).toBeGreaterThan(took / 50)
})
