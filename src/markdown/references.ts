import { type Block, type Cell, type Heading, isBare, isContainer, type Paragraph, type Root } from './block.ts'
import * as elements from './elements.tsx'
import type { Lexing } from './lexing.ts'
import { append, replaceWithin } from './patch.ts'
import { type SafeHtml, trust } from './sanitize.tsx'
import { blocksHtml } from './serialize.ts'

type Text = Paragraph | Heading | Cell

/** What the whole of a finished text changes in it: references to links that are defined later, and the footnotes. */
export class References {
  readonly #root: Root
  readonly #lexing: Lexing
  readonly #texts: Iterator<Text>
  /** The text to be read next: it stays here when reading it needs a part that is not loaded. */
  #next: Text | undefined
  readonly #changed = new Set<Block>()
  #notes: SafeHtml | undefined

  /** All blocks of the text are closed. */
  constructor(root: Root, lexing: Lexing) {
    this.#root = root
    this.#lexing = lexing
    this.#texts = this.#mentioning()
    this.#next = this.#texts.next().value
  }

  /** Reads texts of about `budget` UTF-16 units again, now that all is known; whether there are more. */
  read(budget: number): boolean {
    for (let done = 0; this.#next && done < budget; this.#next = this.#texts.next().value) {
      done += this.#next.inline.source.length
      if (isReadAnew(this.#next)) this.#changed.add(owner(this.#next))
    }
    return this.#next !== undefined
  }

  /** The footnotes at the end; '' if there are none. */
  get notes(): SafeHtml {
    this.read(Number.POSITIVE_INFINITY)
    this.#notes ??= notesHtml(this.#lexing)
    return this.#notes
  }

  /** What changes in a page that shows the running text to its end. */
  get patch(): SafeHtml {
    const { notes } = this
    const replaced = replaceWithin(this.#root, this.#changed, this.#lexing)
    return trust(replaced + append(`#${this.#lexing.id}`, notes))
  }

  *#mentioning(): Generator<Text, undefined> {
    const { definitions, notes } = this.#lexing
    // A note that is not there is text: `[^abc]` may be a regular expression.
    const mark = definitions.count > 0 ? '[' : '[^'
    yield* mentioning(this.#root.children, mark)
    for (const note of notes.referred()) yield* mentioning(note, mark)
  }
}

function notesHtml(lexing: Lexing): SafeHtml {
  let html = ''
  let number = 0
  const { labels } = lexing.tools
  for (const note of lexing.notes.referred()) {
    html += elements.note(lexing.id, ++number, labels, blocksHtml(note, lexing))
  }
  return html === '' ? trust('') : elements.notes(lexing.id, labels, trust(html))
}

/** Reads a text to its final form; whether that looks different. */
function isReadAnew(leaf: Text): boolean {
  const final = leaf.inline.final()
  const changes = final.html !== leaf.inline.html
  leaf.inline = final
  return changes
}

/** The block whose element holds a text: cells and the texts of tight items have no id of their own. */
function owner(leaf: Text): Block {
  return (leaf.kind === 'cell' || isBare(leaf) ? leaf.parent : undefined) ?? leaf
}

/** The texts that hold a mark. */
function* mentioning(blocks: readonly Block[], mark: string): Generator<Text> {
  for (const block of blocks) {
    if (block.kind === 'table') yield* block.head.filter((cell) => cell.inline.source.includes(mark))
    if (isContainer(block)) yield* mentioning(block.children, mark)
    else if ('inline' in block && block.inline.source.includes(mark)) yield block
  }
}
