import { accepts } from 'hono/accepts'
import type { AppContext } from '../../context.ts'

/** What a chat or a message can be had as, at its one address. */
export type Representation = 'html' | 'markdown' | 'json'

const endings: Record<string, Representation> = { md: 'markdown', json: 'json' }
const types: Record<string, Representation> = {
  'text/html': 'html',
  'text/markdown': 'markdown',
  'application/json': 'json',
}

/**
 * What an address asks for: the id in its last part, and the representation, by the ending (`….md`, `….json`) or else by the
 * `Accept` header. Whichever that is, the thing is then looked up in the same way.
 */
export function representationOf(c: AppContext, lastPart: string): { id: string; wanted: Representation } {
  const [, id = '', ending = ''] = /^(.*)\.(md|json)$/.exec(lastPart) ?? []
  if (ending !== '') return { id, wanted: endings[ending] ?? 'html' }
  c.header('Vary', 'Accept', { append: true })
  const type = accepts(c, { header: 'Accept', supports: Object.keys(types), default: 'text/html' })
  return { id: lastPart, wanted: types[type] ?? 'html' }
}

/** Markdown as a download would name it, shown by browsers as the text that it is. */
export function markdown(c: AppContext, text: string): Response {
  return c.body(text, 200, { 'Content-Type': 'text/markdown; charset=utf-8' })
}
