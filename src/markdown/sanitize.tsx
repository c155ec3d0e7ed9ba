import { raw } from 'hono/html'
import { allowed } from './allowed.ts'

declare const safe: unique symbol

/** HTML that may be placed in a page as it is. Only this folder makes it: from escaped text, our elements, or the sanitizer. */
export type SafeHtml = string & { readonly [safe]: true }

/** Turns HTML that a model wrote into HTML of the allowlist. */
export type Sanitizer = (dirty: string) => SafeHtml

/** The part of DOMPurify that is used here. */
export type Purifier = {
  readonly isSupported: boolean
  sanitize(dirty: string, config: Record<string, unknown>): string
  addHook(entry: 'afterSanitizeAttributes', hook: (node: Element) => void): void
}

/** Brands a string that was built from escaped text and our own elements. For the renderer alone. */
export function trust(html: string): SafeHtml {
  return html as SafeHtml // a brand has no other way in
}

export const nothing = trust('')

/** Pieces of safe HTML, one after the other. */
export function joined(pieces: readonly SafeHtml[]): SafeHtml {
  return trust(pieces.join(''))
}

/** A view as HTML: JSX has escaped in it whatever was not safe. Views never wait, so it is there at once. */
export function fromView(view: { toString(): string | Promise<string> }): SafeHtml {
  const text = view.toString()
  if (typeof text !== 'string') throw new TypeError('a view must not wait')
  return trust(text)
}

/** A view with a hole, as what stands before the hole and behind it: for HTML that is sent as it is made. */
export function halves(view: (hole: SafeHtml) => { toString(): string | Promise<string> }): [SafeHtml, SafeHtml] {
  const hole = crypto.randomUUID()
  const [before = '', behind = ''] = fromView(view(trust(hole))).split(hole)
  return [trust(before), trust(behind)]
}

/** Gives JSX something that it will not escape, so that a view can place rendered HTML. */
export function embed(html: SafeHtml) {
  return raw(html)
}

/** What DOMPurify is told: our tags, no hooks for scripts or styles, and links to nothing but https. */
const modelHtml = {
  ALLOWED_TAGS: [...allowed.modelTags],
  ALLOWED_ATTR: [...allowed.modelAttributes],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  FORBID_ATTR: ['id', 'name', 'class', 'style'],
  ALLOWED_URI_REGEXP: /^https:\/\//i,
  // DOMPurify holds the values of all other attributes against that expression too.
  ADD_URI_SAFE_ATTR: allowed.modelAttributes.filter((name) => name !== 'href'),
}

/** More HTML than this in one piece is shown as text: cleaning it would hold up others. The cost grows with the depth. */
const longest = 4096
const mostTags = 200
const deepest = 50

/** Whether a piece of HTML is small enough to be cleaned. */
export function isCleanable(dirty: string): boolean {
  const tags = dirty.split('<')
  if (dirty.length > longest || tags.length - 1 > mostTags) return false
  let depth = 0
  return tags.every((tag) => {
    depth += tag.startsWith('/') ? -1 : 1
    return depth <= deepest
  })
}

/**
 * Makes the sanitizer of model HTML. Throws on a DOM that DOMPurify does not support: there it would return its input
 * unchanged, scripts included.
 */
export function createSanitizer(purify: Purifier): Sanitizer {
  if (purify.isSupported !== true) {
    throw new Error('DOMPurify does not support this DOM, so it cannot clean HTML. Show model HTML as text instead.')
  }
  purify.addHook('afterSanitizeAttributes', (node) => {
    // An empty address leads to the page itself.
    if (!node.getAttribute('href')?.trim()) node.removeAttribute('href')
    if (node.nodeName !== 'A' || !node.hasAttribute('href')) return
    node.setAttribute('rel', 'noopener noreferrer nofollow')
    node.setAttribute('target', '_blank')
  })
  return (dirty) => trust(withHarmlessValues(purify.sanitize(dirty, modelHtml)))
}

/** A tag, and an attribute in it, as a DOM writes them: values stand between quotes, and have none of these inside. */
const tag = /<[a-z][^\s"<>]*(?:\s[^"<>]*(?:"[^"]*"[^"<>]*)*)?>/gi
const attribute = /\s([^\s"=<>]+)="([^"]*)"/g

/**
 * Escapes `<` and `>` in the values of attributes, where HTML itself does not ask for it: htmx finds its own tags in what it
 * is sent by a regular expression, which does not know that it is in a value. And `is` goes, which a DOM writes out again
 * for an element that was made with it, whatever was removed since.
 */
function withHarmlessValues(html: string): string {
  return html.replace(tag, (found) =>
    found.replace(attribute, (whole, name: string, value: string) => {
      if (name.toLowerCase() === 'is') return ''
      return /[<>]/.test(value) ? ` ${name}="${value.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}"` : whole
    }),
  )
}
