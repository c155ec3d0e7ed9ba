import type { Renderer } from '../../src/markdown/render.ts'
import { normal, Page } from './dom.ts'

const id = 'm1'

/**
 * Streams a source in random pieces and compares, after each flush, the page with what the text up to there looks like,
 * and the patch with the one that a process without any memory makes; then reconnects at a random offset. Answers what
 * disagrees, or undefined. `longest` is that of a piece, in UTF-16 units.
 */
export async function disagreement(
  renderer: Renderer,
  source: string,
  random: () => number,
  longest: number,
): Promise<string | undefined> {
  const page = new Page(id)
  const cursor = renderer.cursor(id)
  for (let offset = 0; offset < source.length; ) {
    const from = offset
    offset = Math.min(source.length, offset + 1 + Math.floor(random() * longest))
    cursor.write(source.slice(from, offset))
    await cursor.ready()
    const patch = cursor.flush()
    const again = await renderer.patch(source, from, offset, id)
    if (again !== patch) return `At ${offset} the patch depends on history:\n${patch}\n${again}`
    page.apply(patch)
    const wanted = normal(await preview(renderer, source.slice(0, offset)))
    if (page.html !== wanted) return `At ${offset} the page differs:\n${page.html}\n${wanted}\n${patch}`
  }
  await cursor.ending()
  page.apply(cursor.finish())
  const wanted = normal(await renderer.render(source, id))
  if (page.html !== wanted) return `At the end the page differs:\n${page.html}\n${wanted}`
  return reconnect(renderer, source, Math.floor(random() * source.length), wanted)
}

async function reconnect(renderer: Renderer, source: string, offset: number, wanted: string) {
  const page = new Page(id)
  page.apply(await renderer.patch(source, 0, offset, id))
  page.apply(await renderer.finish(source, offset, id))
  if (page.html !== wanted) return `After a reconnect at ${offset} the page differs:\n${page.html}\n${wanted}`
  return undefined
}

/** What a running text looks like: the meaning of an offset. */
export async function preview(renderer: Renderer, source: string): Promise<string> {
  const cursor = renderer.cursor(id)
  cursor.write(source)
  await cursor.ready()
  return cursor.snapshot()
}
