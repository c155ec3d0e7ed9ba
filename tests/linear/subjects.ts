import { createRenderer } from '../../src/markdown/render.ts'
import { loadSanitizer } from '../../src/platform/node/sanitizer.ts'
import { words } from '../../src/strings/en/words.ts'

/** Reads a text as a part of the program does. `mayHold`: it does not let others run yet, so how long it holds them up is not judged. */
export type Read = { read: (text: string) => unknown; mayHold?: boolean }

/** How much of an answer comes between two flushes, in UTF-16 units. */
const flushed = 200

/**
 * All that reads a text of a person or a model. To add a part of the program, name it here: load what it needs, then
 * answer how it reads a text. A reader that is not asynchronous has 50 ms for 200,000 UTF-16 units. `linear.test.ts` tests
 * whatever is listed; to look at one by hand: `npx tsx tests/linear/process.ts render 'lines of'`.
 */
export const subjects: Record<string, () => Promise<Read>> = {
  async render() {
    const renderer = await loadedRenderer()
    return { read: (text) => renderer.render(text, 'm1'), mayHold: true }
  },

  async stream() {
    const renderer = await loadedRenderer()
    async function read(text: string) {
      const cursor = renderer.cursor('m1')
      for (let index = 0; index < text.length; index += flushed) {
        cursor.write(text.slice(index, index + flushed))
        await cursor.ready()
        cursor.flush()
        if (index % (50 * flushed) === 0) await new Promise((resolve) => setTimeout(resolve, 0))
      }
      await cursor.ending()
      cursor.finish()
    }
    return { read, mayHold: true }
  },
}

async function loadedRenderer() {
  const renderer = createRenderer({ labels: words.text, sanitizer: loadSanitizer })
  await renderer.render('<b>x</b> $x$\n\n```js\nx\n```\n', 'm1')
  return renderer
}
