import { type Block, type Cell, type Container, type Heading, isBare, isContainer, type Paragraph } from './block.ts'
import * as elements from './elements.tsx'
import type { Lexing } from './lexing.ts'
import { type SafeHtml, trust } from './sanitize.tsx'
import { blocksHtml } from './serialize.ts'

type Text = Paragraph | Heading | Cell

/**
 * Reads the texts again that a later definition or a footnote may change, now that all is known. Answers the blocks
 * whose elements changed.
 */
export function finishReferences(root: Container, lexing: Lexing): Set<Block> {
  const changed = new Set<Block>()
  if (lexing.definitions.count === 0 && lexing.notes.count === 0) return changed
  for (const leaf of texts(root.children)) if (finishText(leaf)) changed.add(owner(leaf))
  for (const note of lexing.notes.referred()) for (const leaf of texts(note)) finishText(leaf)
  return changed
}

/** The footnotes at the end; '' if there are none. */
export function notesHtml(lexing: Lexing): SafeHtml {
  let html = ''
  let number = 0
  for (const note of lexing.notes.referred()) html += elements.note(lexing.id, ++number, blocksHtml(note, lexing))
  return html === '' ? trust('') : elements.notes(lexing.id, trust(html))
}

function finishText(leaf: Text): boolean {
  if (!leaf.inline.source.includes('[')) return false
  const before = leaf.inline.html
  leaf.inline = leaf.inline.final()
  return leaf.inline.html !== before
}

/** The block whose element holds a text: cells and the texts of tight items have no id of their own. */
function owner(leaf: Text): Block {
  return (leaf.kind === 'cell' || isBare(leaf) ? leaf.parent : undefined) ?? leaf
}

function* texts(blocks: Block[]): Generator<Text> {
  for (const block of blocks) {
    if (block.kind === 'table') yield* block.head
    if (isContainer(block)) yield* texts(block.children)
    else if ('inline' in block) yield block
  }
}
