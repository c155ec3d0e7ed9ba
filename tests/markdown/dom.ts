/** A page that holds one answer, and applies patches to it as htmx does with `<hx-partial>`. Needs a DOM (jsdom). */
export class Page {
  readonly body: HTMLElement
  readonly #root: HTMLElement

  constructor(id: string) {
    this.#root = document.createElement('div')
    this.body = document.createElement('div')
    this.body.id = id
    this.#root.append(this.body)
  }

  /** Applies a patch. Throws when a target does not exist once, or when the patch holds anything but partials. */
  apply(patch: string): void {
    const holder = document.createElement('template')
    // htmx 2.0.11, makeFragment: the same regular expressions, so that what they cannot read fails here too.
    holder.innerHTML = patch
      .replace(/<hx-([a-z]+)((?:\s[^>]*)?)>/gi, '<template hx type="$1"$2>')
      .replace(/<\/hx-[a-z]+>/gi, '</template>')
    for (const node of [...holder.content.childNodes]) {
      if (!(node instanceof HTMLTemplateElement)) throw new Error(`Not a partial: ${node.textContent}`)
      this.#swap(node)
    }
  }

  get html(): string {
    return this.body.innerHTML
  }

  #swap(partial: HTMLTemplateElement): void {
    const selector = partial.getAttribute('hx-target') ?? `[id="${partial.id}"]`
    const targets = this.#root.querySelectorAll(selector)
    const target = targets[0]
    if (targets.length !== 1 || !target)
      throw new Error(`${targets.length} targets for ${selector}: ${partial.innerHTML}`)
    const swap = partial.getAttribute('hx-swap')
    if (swap === 'beforeend') target.append(partial.content)
    else if (swap === 'innerHTML') target.replaceChildren(partial.content)
    else if (swap === 'outerHTML') target.replaceWith(partial.content)
    else if (swap === 'delete') target.remove()
    else throw new Error(`Unknown swap ${swap}`)
  }
}

/** HTML as a browser would write it, so that two spellings of one DOM are equal. */
export function normal(html: string): string {
  const holder = document.createElement('div')
  holder.innerHTML = html
  return holder.innerHTML
}
