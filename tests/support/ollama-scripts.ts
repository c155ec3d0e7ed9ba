import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, ChatRequest, Ending } from './ollama-answer.ts'

/** How one answer goes. `…After` counts pieces: after so many, that happens and the answer has no end. */
export type Script = {
  thinking?: string[]
  chunks?: string[]
  /** Until the first piece, as a model loads, and between two pieces. Milliseconds. */
  firstTokenMs?: number
  tokenMs?: number
  errorAfter?: number
  cutAfter?: number
  garbageAfter?: number
  halfLineAfter?: number
  stallAfter?: number
  /** The response ends without `done`. */
  stopAfter?: number
  /** An HTTP status instead of an answer. */
  refuse?: { status: number; error: string }
  counts?: Ending
}

/** Plays a script to the one who asked, and stops when they have left. */
export async function play(script: Script, answer: Answer): Promise<void> {
  const { thinking = [], chunks = [], firstTokenMs = 0, tokenMs = 0 } = script
  if (script.refuse) return answer.refuse(script.refuse.status, script.refuse.error)
  if (firstTokenMs) await sleep(firstTokenMs)
  const pieces = [...thinking, ...chunks]
  for (const [index, piece] of pieces.entries()) {
    if (answer.gone || failsAfter(script, index, answer)) return
    if (index < thinking.length) answer.think(piece)
    else answer.write(piece)
    if (tokenMs) await sleep(tokenMs)
  }
  if (!failsAfter(script, pieces.length, answer)) answer.end({ load_duration: firstTokenMs * 1e6, ...script.counts })
}

function failsAfter(script: Script, pieces: number, answer: Answer): boolean {
  if (script.stallAfter === pieces) return true
  if (script.errorAfter === pieces) answer.error('an error was encountered while running the model')
  else if (script.cutAfter === pieces) answer.cut()
  else if (script.stopAfter === pieces) answer.stop()
  else if (script.garbageAfter === pieces) answer.raw('<html>502 Bad Gateway</html>\n')
  else if (script.halfLineAfter === pieces) {
    answer.raw('{"message":{"role":"assistant","con')
    answer.stop()
  } else return false
  return true
}

/** What each model of the stand-in is for; its name says how it answers. Any of them also as `name:5ms`: at that pace. */
const models: Record<string, (request: ChatRequest) => Script> = {
  'llama3.2': () => ({ chunks: words(pleasant), tokenMs: 15 }),
  markdown: () => ({ chunks: words(everything), tokenMs: 15 }),
  echo: (request) => ({ chunks: words(lastQuestion(request)) }),
  counter: () => ({ chunks: words(numbers(2000)), tokenMs: 10 }),
  slow: () => ({ chunks: words(pleasant), firstTokenMs: 2000, tokenMs: 150 }),
  thinker: () => ({ thinking: words(thoughts), chunks: words(pleasant), tokenMs: 15 }),
  'think-tags': () => ({ chunks: words(`<think>\n${thoughts}\n</think>\n\n${pleasant}`), tokenMs: 15 }),
  failing: () => ({ chunks: words(pleasant), tokenMs: 15, errorAfter: 12 }),
  cutting: () => ({ chunks: words(pleasant), tokenMs: 15, cutAfter: 12 }),
  garbage: () => ({ chunks: words(pleasant), tokenMs: 15, garbageAfter: 12 }),
  'half-line': () => ({ chunks: words(pleasant), tokenMs: 15, halfLineAfter: 12 }),
  stalling: () => ({ chunks: words(pleasant), tokenMs: 15, stallAfter: 12 }),
}

export const modelNames = Object.keys(models)

/** How the model of the request answers it. A text that the request already begins, as its last message, is gone on with. */
export function scriptFor(request: ChatRequest): Script {
  const [name = '', tag = ''] = request.model.split(':')
  const script = (models[name] ?? models['llama3.2'])?.(request) ?? {}
  const tokenMs = /^\d+ms$/.test(tag) ? Number.parseInt(tag, 10) : script.tokenMs
  const begun = request.messages.at(-1)
  const text = script.chunks?.join('') ?? ''
  const rest = begun?.role === 'assistant' && text.startsWith(begun.content) ? text.slice(begun.content.length) : text
  return { ...script, chunks: words(rest), ...(tokenMs !== undefined && { tokenMs }) }
}

/** Pieces of a text like tokens: words with the white space before them. */
export function words(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? []
}

function lastQuestion(request: ChatRequest): string {
  return request.messages.findLast((message) => message.role === 'user')?.content ?? ''
}

function numbers(count: number): string {
  return Array.from({ length: count }, (_, index) => `n${index}`).join(' ')
}

const thoughts = 'The question is about tea. I should be brief, and give a **list**.'

const pleasant = `A good cup of tea takes **three minutes** and no hurry.

- Boil *fresh* water.
- Warm the pot.
- Wait.

| Tea | Degrees |
| --- | ---: |
| Green | 75 |
| Black | 95 |

\`\`\`js
const minutes = 3
brew(minutes)
\`\`\`

Enjoy it.`

const everything = `# Everything at once

A paragraph with **bold**, *emphasis*, ~~strike~~, \`code\` and a [link](https://example.com/).

1. First
   - nested
   - [x] done
2. Second

> A quote
> of two lines.

${pleasant}

---

## Mathematics

Inline $a^2 + b^2 = c^2$, and on its own:

$$
\\int_0^1 x^2\\,dx = \\frac{1}{3}
$$

<b>HTML of the model</b>, and <script>alert(1)</script> too.
`
