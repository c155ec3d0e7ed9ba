import { type Block, type Container, isBare, isContainer } from './block.ts'
import { escapeText, tableBody } from './elements.tsx'
import type { Lexing } from './lexing.ts'
import { type SafeHtml, trust } from './sanitize.tsx'
import { blockHtml, childrenHtml, idOf, visibleCount } from './serialize.ts'
import { join, type Span } from './span.ts'

/**
 * One block of the open path as it was last shown, from the root to the innermost open leaf: at which revision, with how
 * many children, and, for a leaf with inline content, with which end.
 */
export type Shown = { block: Block; revision: number; count: number; tail: Span[] }

type Swap = 'beforeend' | 'outerHTML' | 'innerHTML' | 'delete'

/** The open path now. */
export function openPath(root: Container): Shown[] {
  const path: Shown[] = []
  let block: Block | undefined = root
  while (block) {
    const shown: Shown = { block, revision: block.revision, count: 0, tail: [] }
    path.push(shown)
    if (!isContainer(block)) {
      if ('inline' in block) shown.tail = block.inline.peek().tail
      return path
    }
    shown.count = visibleCount(block)
    block = block.children[shown.count - 1]
  }
  return path
}

/** The leaf of a path was shown as it is now. */
export function markShown(path: Shown[]): void {
  const leaf = path.at(-1)?.block
  if (leaf && 'inline' in leaf) leaf.inline.mark()
  else if (leaf?.kind === 'code') leaf.fence.mark()
}

/**
 * The patch from what was shown to what is now. Only what was open can have changed, so it looks at the old open path
 * alone, outside in: what changed as a whole is replaced, a leaf grows, and new children are appended.
 */
export function patchFrom(shown: readonly Shown[], lexing: Lexing): SafeHtml {
  return trust(patchContainer(shown, 0, lexing) ?? '')
}

/** Undefined: the container itself must be replaced (a tight item, whose text has no element of its own). */
function patchContainer(shown: readonly Shown[], depth: number, lexing: Lexing): string | undefined {
  const then = shown[depth]
  if (!then || !isContainer(then.block)) return ''
  const container = then.block
  const before = shown[depth + 1]
  const child = container.children[then.count - 1]
  let html = ''
  if (before && child) {
    const same = child === before.block && child.revision === before.revision
    const change = same ? patchBlock(shown, depth + 1, lexing) : undefined
    if (change === undefined && isBareFirst(child, before.block)) return undefined
    html = change ?? replace(child, lexing)
  }
  if (visibleCount(container) > then.count) html += appendChildren(container, then.count, lexing)
  return html
}

/** The change of a block that is still the same element; undefined if it must be replaced. */
function patchBlock(shown: readonly Shown[], depth: number, lexing: Lexing): string | undefined {
  const then = shown[depth]
  const block = then?.block
  if (!then || !block) return ''
  return isContainer(block) ? patchContainer(shown, depth, lexing) : patchLeaf(then, lexing)
}

/** The change of a leaf that is still the same element; undefined if it must be replaced. */
export function patchLeaf(then: Shown, lexing: Lexing): string | undefined {
  const { block } = then
  if ('inline' in block) return patchInline(selector(block, lexing), then.tail, block.inline.peek().spans)
  if (block.kind !== 'code') return ''
  const colored = block.closed ? block.fence.colored : undefined
  if (colored !== undefined) return partial(selector(block, lexing), 'innerHTML', colored)
  return append(selector(block, lexing), block.fence.fresh)
}

/** Whether a block is, or was, the text of a tight item, which is addressed by the item. */
function isBareFirst(child: Block, before: Block): boolean {
  return (isBare(child) || isBare(before)) && child.parent?.children[0] === child
}

function appendChildren(container: Container, from: number, lexing: Lexing): string {
  const html = childrenHtml(container, lexing, from)
  if (container.kind === 'root') return append(`#${lexing.id}`, html)
  const at = `#${idOf(container, lexing)}`
  if (container.kind !== 'table') return append(at, html)
  return from === 0 ? append(at, tableBody(html)) : append(`${at}&gt;:last-child`, html)
}

/** Replaces the outermost blocks of a set. */
export function replaceWithin(container: Container, changed: ReadonlySet<Block>, lexing: Lexing): string {
  let html = ''
  for (const child of container.children) {
    if (changed.has(child)) html += replace(child, lexing)
    else if (isContainer(child)) html += replaceWithin(child, changed, lexing)
  }
  return html
}

function replace(block: Block, lexing: Lexing): string {
  return partial(selector(block, lexing), 'outerHTML', blockHtml(block, lexing))
}

function selector(block: Block, lexing: Lexing): string {
  const { parent } = block
  if (block.kind === 'cell' && parent) return `#${idOf(parent, lexing)}&gt;:last-child`
  if (parent && isBare(block) && parent.children[0] === block) return `#${idOf(parent, lexing)}`
  return `#${idOf(block, lexing)}`
}

/** The change from the spans at the end of an element to others; undefined if that end has no address of its own. */
function patchInline(at: string, before: readonly Span[], after: readonly Span[]): string | undefined {
  let same = 0
  while (same < before.length && isSame(before[same], after[same])) same++
  const old = before[same]
  if (!old) return append(at, join(after.slice(same)))
  if (same < before.length - 1) return undefined
  const now = after[same]
  if (old.kind === '') {
    if (now?.kind !== '' || !now.text.startsWith(old.text)) return undefined
    return append(at, trust(escapeText(now.text.slice(old.text.length)) + join(after.slice(same + 1))))
  }
  const last = `${at}&gt;:last-child`
  if (now && now.kind === old.kind && old.spans.length > 0) {
    const inner = patchInline(last, old.spans, now.spans)
    if (inner !== undefined) return inner + append(at, join(after.slice(same + 1)))
  }
  const html = join(after.slice(same))
  return html === '' ? partial(last, 'delete', html) : partial(last, 'outerHTML', html)
}

function isSame(before: Span | undefined, after: Span | undefined): boolean {
  return before?.kind === after?.kind && before?.text === after?.text && before?.html === after?.html
}

export function append(at: string, html: SafeHtml): string {
  return html === '' ? '' : partial(at, 'beforeend', html)
}

/**
 * One `<hx-partial>` of htmx. It falls back to its own id as target, which is shorter than `hx-target`; a `>` in the
 * selector must be written as `&gt;`, since htmx finds the tag by a regular expression that stops at the first `>`.
 */
function partial(at: string, swap: Swap, html: SafeHtml): string {
  const target = at.includes('&') ? `hx-target="${at}"` : `id="${at.slice(1)}"`
  return `<hx-partial ${target} hx-swap="${swap}">${html}</hx-partial>`
}
