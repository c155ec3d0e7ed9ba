import { accepts } from 'hono/accepts'
import type { AppContext } from '../context.ts'

/** The forms that a chat or a message has at its one address. */
export type Form = 'html' | 'markdown' | 'json'

const endings: Record<string, Form> = { md: 'markdown', json: 'json' }
const types: Record<string, Form> = { 'text/html': 'html', 'text/markdown': 'markdown', 'application/json': 'json' }

/**
 * What an address asks for: the id in its last part, and the form, by the ending (`….md`, `….json`) or else by the `Accept`
 * header. Whatever the form, the thing is then looked up in the same way.
 */
export function formOf(c: AppContext, lastPart: string): { id: string; form: Form } {
  const [, id = '', ending = ''] = /^(.*)\.(md|json)$/.exec(lastPart) ?? []
  if (ending !== '') return { id, form: endings[ending] ?? 'html' }
  c.header('Vary', 'Accept', { append: true })
  const type = accepts(c, { header: 'Accept', supports: Object.keys(types), default: 'text/html' })
  return { id: lastPart, form: types[type] ?? 'html' }
}

/** Markdown as a download would name it, shown by browsers as the text that it is. */
export function markdown(c: AppContext, text: string): Response {
  return c.body(text, 200, { 'Content-Type': 'text/markdown; charset=utf-8' })
}
