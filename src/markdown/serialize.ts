import { isModelTag } from './allowed.ts'
import { type Block, type Cell, type Code, type Container, type Html, isBare, isHidden } from './block.ts'
import * as elements from './elements.tsx'
import { isBlockTag, isTalk, withMediaAsLinks } from './html-block.ts'
import type { Lexing } from './lexing.ts'
import { isCleanable, type SafeHtml, trust } from './sanitize.tsx'

/** The id of a block's element. */
export function idOf(block: Block, lexing: Lexing): string {
  return `${lexing.id}-${block.number}`
}

/** The HTML of a container's children from `from` on, without a last one that is still hidden. */
export function childrenHtml(container: Container, lexing: Lexing, from = 0): SafeHtml {
  const { children } = container
  const count = visibleCount(container)
  return blocksHtml(from === 0 && count === children.length ? children : children.slice(from, count), lexing)
}

export function blocksHtml(blocks: readonly Block[], lexing: Lexing): SafeHtml {
  let html = ''
  for (const block of blocks) html += blockHtml(block, lexing)
  return trust(html)
}

export function visibleCount(container: Container): number {
  const last = container.children.at(-1)
  return last && isHidden(last) ? container.children.length - 1 : container.children.length
}

export function blockHtml(block: Block, lexing: Lexing): SafeHtml {
  const id = idOf(block, lexing)
  const dir = block.parent?.kind === 'root' ? 'auto' : undefined
  switch (block.kind) {
    case 'root':
    case 'note':
      return childrenHtml(block, lexing)
    case 'quote':
      return block.alert
        ? elements.alert(id, dir, block.alert, lexing.tools.labels, childrenHtml(block, lexing))
        : elements.quote(id, dir, childrenHtml(block, lexing))
    case 'details':
      return elements.details(id, dir, block.open, block.summary?.html, childrenHtml(block, lexing))
    case 'list':
      return elements.list(id, dir, block.start, childrenHtml(block, lexing))
    case 'item':
      return block.task === undefined
        ? elements.item(id, childrenHtml(block, lexing))
        : elements.task(id, block.task, lexing.tools.labels, childrenHtml(block, lexing))
    case 'table':
      return elements.table(id, dir, trust(block.head.map(headHtml).join('')), childrenHtml(block, lexing))
    case 'row':
      return elements.row(id, childrenHtml(block, lexing))
    case 'cell':
      return elements.cell(block.align, block.inline.html)
    case 'paragraph':
      if (!isBare(block)) return elements.paragraph(id, dir, block.inline.html)
      return block.parent?.children[0] === block ? block.inline.html : elements.bare(id, block.inline.html)
    case 'heading':
      return elements.heading(id, dir, block.level, block.inline.html)
    case 'code':
      return elements.code(id, block.fence.label, codeHtml(block))
    case 'html':
      block.html ??= modelHtml(block, id, lexing)
      return block.html
    case 'math':
      block.html ??= lexing.formula(block.source.trim().slice(2, -2).trim(), true, block.allowance)
      return block.html
    case 'rule':
      return elements.rule()
  }
}

/** The content of a `<code>`: coloured once it is closed. */
export function codeHtml(block: Code): SafeHtml {
  return (block.closed ? block.fence.colored : undefined) ?? block.fence.plain
}

function headHtml(cell: Cell): SafeHtml {
  return elements.headCell(cell.align, cell.inline.html)
}

/** HTML that begins with an element that is known goes through the sanitizer; anything else is text. */
function modelHtml(block: Html, id: string, lexing: Lexing): SafeHtml {
  const source = block.source.replace(/<!--[\s\S]*?(?:-->|$)/g, '').trim()
  if (source === '') return trust('')
  const name = /^<\/?([a-zA-Z][a-zA-Z0-9-]*)/.exec(source)?.[1]
  const known = name !== undefined && (isModelTag(name) || isBlockTag(name))
  const cleanable = lexing.tools.cleans && block.allowance.tags > 0 && isCleanable(source)
  if (!known || !cleanable || isTalk(source)) {
    return elements.paragraph(id, 'auto', elements.escapeText(source))
  }
  return elements.modelHtml(id, lexing.tools.sanitizer(withMediaAsLinks(source)))
}
