/** One part of a document under its own heading. */
export type Section = {
  /** What people call the document, as `Manual`. */
  document: string
  title: string
  /** The heading as GitHub writes it in an address: lower case, hyphens for spaces. */
  anchor: string
  /** Markdown, without the heading. */
  text: string
}

const heading = /^#{1,6}\s+(.+?)\s*#*$/
const fence = /^\s*(`{3,}|~{3,})/

/** Cuts Markdown at each of its headings. What is empty, or comes before the first heading, is left out. */
export function splitSections(markdown: string, document: string): Section[] {
  const sections: Section[] = []
  for (const { line, inFence } of linesOf(markdown)) {
    const title = inFence ? undefined : heading.exec(line)?.[1]
    const section = sections.at(-1)
    if (title) sections.push({ document, title, anchor: anchorOf(title), text: '' })
    else if (section) section.text += `${line}\n`
  }
  return sections.map((section) => ({ ...section, text: section.text.trim() })).filter((section) => section.text)
}

/**
 * As many whole blocks (what blank lines part) from the start of `markdown` as fit into `limit` UTF-16 units; the first
 * one always. A code fence is one block, whatever it holds.
 */
export function firstBlocks(markdown: string, limit: number): string {
  const blocks = ['']
  for (const { line, inFence } of linesOf(markdown)) {
    if (!inFence && !line.trim() && blocks.at(-1)) blocks.push('')
    else blocks.push(`${blocks.pop() ?? ''}${line}\n`)
  }
  let shortened = ''
  for (const block of blocks) {
    if (shortened && shortened.length + block.length > limit) break
    shortened += `${block}\n`
  }
  return shortened.trim()
}

/** Each line, and whether it belongs to a code fence (its closing line counts as inside). */
function* linesOf(markdown: string): Generator<{ line: string; inFence: boolean }> {
  let open: string | undefined
  for (const line of markdown.split(/\r?\n/)) {
    const mark = fence.exec(line)?.[1]
    const inFence = open !== undefined
    if (!open) open = mark
    else if (mark?.startsWith(open)) open = undefined
    yield { line, inFence }
  }
}

function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
}
