import { Cursor, pause } from './cursor.ts'
import { type SafeHtml, type Sanitizer, trust } from './sanitize.tsx'
import { type Labels, Tools } from './tools.ts'
import { linesHtml, stretchesOf } from './typed.ts'

export type { Cursor } from './cursor.ts'
export type { Labels } from './tools.ts'

/** Long texts are read in pieces of this many UTF-16 units, with a pause for others between. */
const piece = 16384

/** How much of a typed text (UTF-16 units) is read in one go: about 5 ms of work where all of it is marks. */
const typedBudget = 4096

/** Markdown to safe HTML, whole or as it grows. `id` is the message's DOM id, e.g. `m12`: it prefixes every id inside. */
export interface Renderer {
  /** HTML of a finished text. */
  render(source: string, id: string): Promise<SafeHtml>
  /** HTML of what a person typed, to be read as it was typed: only code and addresses are shown as what they are. */
  typed(source: string, id: string): Promise<SafeHtml>
  /**
   * Patch between two offsets (UTF-16 units) of a running text: a list of `<hx-partial>` that moves the DOM from one to
   * the other. Pure: it depends on its arguments alone.
   */
  patch(source: string, from: number, to: number, id: string): Promise<SafeHtml>
  /** The last patch: from an offset of the running text to the finished text. The DOM is then that of `render`. */
  finish(source: string, from: number, id: string): Promise<SafeHtml>
  /** The same with state kept, so that a running stream pays only for what is new. */
  cursor(id: string): Cursor
}

/**
 * Makes a renderer that says `labels` in the language of the reader. `sanitizer` is loaded when a text first holds HTML;
 * without one, HTML that a model wrote is shown as text.
 */
export function createRenderer(options: { labels: Labels; sanitizer?: () => Promise<Sanitizer> }): Renderer {
  const tools = new Tools(options)
  return {
    render,
    cursor: (id) => new Cursor(id, tools),
    async typed(source, id) {
      let html = ''
      let read = 0
      const rest = async (more: number) => {
        read += more
        if (read < typedBudget) return
        read = 0
        await pause()
      }
      for (const [index, { kind, text }] of stretchesOf(source).entries()) {
        if (kind === 'code') {
          html += await render(text, `${id}-${index}`)
          await rest(text.length)
        } else {
          const lines = linesHtml(text)
          let step = lines.next()
          for (; !step.done; step = lines.next()) await rest(step.value)
          html += step.value
        }
      }
      return trust(html)
    },
    async patch(source, from, to, id) {
      const cursor = await skipped(source.slice(0, from), id)
      await write(cursor, source.slice(from, to))
      await cursor.ready()
      return cursor.flush()
    },
    async finish(source, from, id) {
      const cursor = await skipped(source.slice(0, from), id)
      await write(cursor, source.slice(from))
      await cursor.ending()
      return cursor.finish()
    },
  }

  async function render(source: string, id: string): Promise<SafeHtml> {
    const cursor = new Cursor(id, tools)
    await write(cursor, source)
    return cursor.complete()
  }

  async function skipped(source: string, id: string): Promise<Cursor> {
    const cursor = new Cursor(id, tools)
    await write(cursor, source)
    await tools.whenLoaded(() => cursor.trySkip())
    return cursor
  }
}

async function write(cursor: Cursor, text: string): Promise<void> {
  for (let index = 0; index < text.length; index += piece) {
    if (index > 0) await pause()
    cursor.write(text.slice(index, index + piece))
    cursor.read()
  }
}
