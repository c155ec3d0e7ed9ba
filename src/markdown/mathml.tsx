import { allowed } from './allowed.ts'
import { escapeText } from './elements.tsx'
import { type SafeHtml, trust } from './sanitize.tsx'
import { isNode, type Node, TooLarge } from './tex.ts'
import type { Labels } from './tools.ts'

/** How long (UTF-16 units) the MathML of a formula may be, and how deep. */
const longest = 65_536
const deepest = 100

const length = /^([+-]?(?:\d+\.?\d*|\.\d+))(em|ex|pc|px|pt|mm|cm|in|%)?$/

/** How many of each unit are an em of 16 pixels. */
const perEm: Record<string, number> = { em: 1, ex: 2, pc: 1, px: 16, pt: 12, mm: 4.2, cm: 0.42, in: 0.16, '%': 100 }

/**
 * What the TeX library drew, in elements and attributes of the allowlist: ids, classes, styles and addresses stay behind,
 * and lengths are bounded. Throws `TooLarge`, and for what is no part of a formula.
 */
export function mathMl(drawing: unknown): SafeHtml {
  let html = ''
  /** `font`: how much larger than around the formula its letters are there. */
  const write = (node: unknown, depth: number, font: number): void => {
    if (!isNode(node)) return
    if (html.length > longest || depth > deepest) throw new TooLarge()
    const { type, text, children } = node
    if (typeof text === 'string') html += escapeText(text)
    else if (typeof type === 'string' && allowed.mathTags.has(type)) {
      html += `<${type}${attributes(node, font)}>`
      writeAll(children, depth, font * sizeOf(node))
      html += `</${type}>`
    } else if (type === undefined && !('href' in node || 'src' in node)) writeAll(children, depth, font)
    else throw new Error('neither links nor images are formulas')
  }
  const writeAll = (children: unknown, depth: number, font: number): void => {
    if (Array.isArray(children)) for (const child of children) write(child, depth + 1, font)
  }
  write(drawing, 0, 1)
  return trust(html)
}

function attributes({ attributes, style }: Node, font: number): string {
  let html = ''
  const color = isNode(style) && typeof style.color === 'string' && { mathcolor: style.color }
  for (const [name, value] of Object.entries({ ...color, ...(isNode(attributes) && attributes) })) {
    const said = String(value)
    if (allowed.mathValues.get(name)?.test(said) || isLength(name, said, font)) html += ` ${name}="${escapeText(said)}"`
  }
  return html
}

/** Whether an attribute is a length and says one. Throws for one that is too long. */
function isLength(name: string, value: string, font: number): boolean {
  const most = allowed.mathLengths.get(name)
  const ems = inEm(value)
  if (most === undefined || ems === undefined) return false
  if (Math.abs(ems * font) > most) throw new TooLarge()
  return true
}

function sizeOf({ attributes }: Node): number {
  return (isNode(attributes) && inEm(String(attributes.mathsize))) || 1
}

function inEm(value: string): number | undefined {
  const [, number, unit = 'em'] = length.exec(value) ?? []
  return number === undefined ? undefined : Number(number) / (perEm[unit] ?? 1)
}

/** A formula that is not drawn: its source, with a word why. */
export function undrawn(source: string, why: keyof Labels['undrawn'], labels: Labels): SafeHtml {
  const html = (
    <span>
      <code>{source}</code> <small>({labels.undrawn[why]})</small>
    </span>
  )
  return trust(String(html))
}
