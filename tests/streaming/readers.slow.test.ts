import { expect, it } from 'vitest'
import { asShown, everybody, job, pageOf, randomFrom, read, renderer, testHub } from './parts.ts'

// One answer with everything in it, cut into pieces at random places, also inside surrogate pairs.
const text = `# Everything 🎉

A paragraph with **bold**, *emphasis*, \`code\`, a [link][later] and a footnote.[^1]

1. First
   - nested **item
     that goes on**
   - [x] done
2. Second

   loose now

> A quote
> of two lines.

| Tea | Degrees |
| --- | ---: |
| Green | 75 |
| Black | 95 |

\`\`\`js
const minutes = 3
brew(minutes)
\`\`\`

Setext
===

Inline $a^2$, and 🎉🎉 <b>HTML</b>.

$$
\\int_0^1 x^2\\,dx
$$

${'Some more words, as models like to write them. '.repeat(20)}

[later]: https://example.com
[^1]: The note.
`

const thoughts = 'Let me think about this for a while. 🎉 Yes.\n'.repeat(5)

function pieces(whole: string, random: () => number): string[] {
  const found: string[] = []
  for (let at = 0; at < whole.length; ) {
    const length = 1 + Math.floor(random() * 24)
    found.push(whole.slice(at, at + length))
    at += length
  }
  return found
}

it('50 readers that leave and come back at random end with the page of one that never left', async () => {
  const seed = Number(process.env.SEED ?? 20261124)
  console.log(`seed ${seed}`)
  const random = randomFrom(seed)
  const { hub, model } = testHub()
  const { ref, place } = job()
  await hub.start({ ref, attempt: 1, model: 'x/y', place })
  const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  let drops = 0
  let away = 50

  async function restless(): Promise<string> {
    const page = pageOf()
    let lastId: string | undefined
    for (;;) {
      await rest(random() * 120)
      const stream = await hub.subscribe(ref, everybody, random() < 0.6 ? lastId : undefined)
      if (!stream) throw new Error('the hub has forgotten it')
      away -= 1
      const reader = read(stream, page)
      let left = 1 + Math.floor(random() * 6)
      let more = true
      // Near the end it stays.
      while (more && (left-- > 0 || model.asked.length === 0 || finished)) more = await reader.next()
      if (!more && reader.seen.at(-1)?.event === 'end') return page.html('#m1')
      lastId = reader.lastId ?? lastId
      drops += 1
      away += 1
      await reader.leave()
    }
  }

  let finished = false
  const faithful = read(await hub.subscribe(ref, everybody))
  const ends = Promise.all(Array.from({ length: 50 }, restless))
  const done = faithful.toEnd()
  for (const piece of pieces(thoughts, random)) {
    model.think(piece)
    if (random() < 0.2) await rest(5)
  }
  let rounds = 0
  // On a slow machine they come and go less often: then it is said once more.
  do {
    for (const piece of pieces(text, random)) {
      model.say(piece)
      if (random() < 0.15) await rest(8)
    }
    rounds += 1
    model.call(`look(${rounds})`, 'found <b>it</b>')
    await rest(60)
    for (const piece of pieces('And now? ', random)) model.think(piece)
  } while (drops <= 100)
  finished = true
  // What a route does when one comes back after the end is another test's.
  while (away > 0) await rest(10)
  model.end()
  await done
  const pages = await ends
  console.log(`${drops} drops`)
  expect(faithful.page.text('#m1p0')).toBe(thoughts.trim())
  for (let round = 0; round < rounds; round++) {
    const [said, called, found, thought] = [1, 2, 3, 4].map((part) => `m1p${round * 4 + part}`)
    expect(faithful.page.html(`#${said}`)).toBe(asShown(await renderer.render(text, said ?? '')))
    expect(faithful.page.text(`#${called}`)).toBe(`look(${round + 1})`)
    expect(faithful.page.text(`#${found}`)).toBe('found <b>it</b>')
    expect(faithful.page.text(`#${thought}`)).toBe('And now?')
  }
  for (const page of pages) expect(page).toBe(faithful.page.html('#m1'))
}, 90_000)

it('readers of both editions end with the same page when text turns out to have been a thought', async () => {
  const { hub, model } = testHub()
  const { ref } = job()
  await hub.start(job())
  const faithful = read(await hub.subscribe(ref, everybody))
  const away = read(await hub.subscribe(ref, everybody))
  model.say('Let me **see**.')
  await faithful.until((page) => page.text('.prose') === 'Let me see.')
  await away.until((page) => page.text('.prose') === 'Let me see.')
  expect(away.lastId).toBe('1.15')
  await away.leave()
  model.rethink()
  model.say('It is *four*.')
  await faithful.until((page) => page.text('.prose') === 'It is four.')
  const back = read(await hub.subscribe(ref, everybody, away.lastId), away.page)
  const late = read(await hub.subscribe(ref, everybody))
  model.say(' Or **five**.')
  const ends = [faithful, back, late].map((reader) => reader.toEnd())
  model.end()
  await Promise.all(ends)
  expect(faithful.page.text('.thought-text')).toBe('Let me **see**.')
  expect(faithful.page.text('.prose')).toBe('It is four. Or five.')
  expect(faithful.lastId).toBe('1r.41')
  for (const { page } of [back, late]) expect(page.html('#m1')).toBe(faithful.page.html('#m1'))
})
