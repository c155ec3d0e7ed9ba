/** A view as HTML. Views never wait, so it is there at once. */
export function toHtml(view: { toString(): string | Promise<string> }): string {
  const text = view.toString()
  if (typeof text !== 'string') throw new TypeError('a view must not wait')
  return text
}
