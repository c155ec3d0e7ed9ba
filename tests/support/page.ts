import { JSDOM } from 'jsdom'
import type { ReceivedEvent } from './events.ts'

/** A page in a DOM without scripts, and what htmx would do to it: enough of htmx 2.0.11 to apply `<hx-partial>`s. */
export class Page {
  readonly document: Document

  constructor(html: string) {
    this.document = new JSDOM(html).window.document
  }

  /** Applies the partials of one event, in order. Fails on a target that is not there, as a person would see nothing. */
  apply({ data }: Pick<ReceivedEvent, 'data'>): void {
    const template = this.document.createElement('template')
    template.innerHTML = data
      .replace(/<hx-([a-z]+)((?:\s[^>]*)?)>/gi, '<template data-$1$2>')
      .replace(/<\/hx-[a-z]+>/gi, '</template>')
    for (const partial of template.content.querySelectorAll<HTMLTemplateElement>('template[data-partial]'))
      this.#swap(partial)
  }

  #swap(partial: HTMLTemplateElement): void {
    const selector = partial.getAttribute('hx-target') ?? `#${partial.id}`
    const targets = this.document.querySelectorAll(selector)
    // A page that was opened after the end listens no more.
    if (targets.length === 0 && partial.getAttribute('hx-swap') === 'delete') return
    if (targets.length !== 1) throw new Error(`${targets.length} targets for ${selector}`)
    for (const target of targets) {
      const content = partial.content.cloneNode(true)
      const swap = partial.getAttribute('hx-swap')
      if (swap === 'beforeend') target.append(content)
      else if (swap === 'innerHTML') target.replaceChildren(content)
      else if (swap === 'outerHTML') target.replaceWith(content)
      else if (swap === 'delete') target.remove()
      else throw new Error(`unknown swap ${swap}`)
    }
  }

  /** HTML inside an element, or nothing when it is not there. */
  html(selector: string): string {
    return this.document.querySelector(selector)?.innerHTML ?? ''
  }

  text(selector: string): string {
    return (this.document.querySelector(selector)?.textContent ?? '').trim()
  }

  has(selector: string): boolean {
    return this.document.querySelector(selector) !== null
  }
}
