/**
 * The HTML that a plain Markdown renderer makes, as our rules would have it, for comparison: links to anything but https
 * are text, images are links, comments are gone. Needs a DOM.
 */
export function underPolicy(html: string): string {
  const holder = document.createElement('div')
  holder.innerHTML = html
  for (const image of holder.querySelectorAll('img')) {
    const label = image.getAttribute('alt') || image.getAttribute('src') || ''
    const link = document.createElement('a')
    link.setAttribute('href', image.getAttribute('src') ?? '')
    link.textContent = label
    const title = image.getAttribute('title')
    if (title !== null) link.setAttribute('title', title)
    if (image.closest('a')) image.replaceWith(label)
    else image.replaceWith(link)
  }
  for (const link of holder.querySelectorAll('a')) {
    const href = link.getAttribute('href') ?? ''
    if (/^https:\/\/[^/]/i.test(href)) continue
    const shown = link.textContent
    const address = /^(?:http|mailto):/i.test(href) && shown !== href && shown !== href.replace('mailto:', '')
    link.replaceWith(...link.childNodes, address ? ` (${href})` : '')
  }
  return withoutBlanks(holder)
}

/** Our HTML without what a plain renderer does not write: ids, wrappers, colours, and attributes for people's comfort. */
export function plain(html: string): string {
  const holder = document.createElement('div')
  holder.innerHTML = html
  for (const element of holder.querySelectorAll('figcaption')) element.remove()
  for (const element of holder.querySelectorAll('figure, section, span')) element.replaceWith(...element.childNodes)
  return withoutBlanks(holder)
}

const kept = ['href', 'title', 'align', 'start', 'checked']

function withoutBlanks(holder: HTMLElement): string {
  for (const element of holder.querySelectorAll('*')) {
    for (const name of element.getAttributeNames()) if (!kept.includes(name)) element.removeAttribute(name)
    if (element.localName === 'th' || element.localName === 'td') element.textContent ||= ''
  }
  return holder.innerHTML
    .replace(/<!--[\s\S]*?-->|<!DOCTYPE[^>]*>/g, '')
    .replace(/<input[^>]*?( checked="")?[^>]*>/g, '<input$1>')
    .replace(/\s+/g, ' ')
    .replace(/> | </g, (blank) => blank.trim())
}
