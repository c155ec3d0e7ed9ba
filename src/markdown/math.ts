import { inlineCode } from './elements.tsx'
import { mathMl, undrawn } from './mathml.tsx'
import type { SafeHtml } from './sanitize.tsx'
import { checkSource, checkTree, defines, isNode, TooLarge } from './tex.ts'
import type { Labels } from './tools.ts'

/** Renders a formula in TeX as MathML; `display` puts it on a line of its own. */
export type RenderMath = (source: string, display: boolean) => SafeHtml

/** The part of temml that is used here: its types do not tell of it. */
type Temml = Record<'__parse' | '__renderToMathMLTree', (source: string, options: object) => unknown>

/** How much is remembered of formulas and their MathML, in UTF-16 units. */
const mostKnown = 1024 * 1024

/** Loads temml, and remembers the latest formulas: a running text shows each several times before it settles. */
export async function loadMath(labels: Labels): Promise<RenderMath> {
  const temml = await loadTemml()
  const known = new Map<string, SafeHtml>()
  let size = 0
  return (source, display) => {
    const key = `${display ? '$$' : '$'}${source}`
    const before = known.get(key)
    if (before !== undefined) return before
    const html = drawn(temml, source, display, labels)
    size += key.length + html.length
    if (size > mostKnown) {
      known.clear()
      size = key.length + html.length
    }
    known.set(key, html)
    return html
  }
}

/** Loads temml alone. Rejects when it does not give its trees away: without them nothing bounds what it makes. */
export async function loadTemml(): Promise<Temml> {
  const temml: unknown = (await import('temml')).default
  if (!isTemml(temml)) throw new TypeError('temml keeps its trees to itself')
  return temml
}

function isTemml(library: unknown): library is Temml {
  return isNode(library) && [library.__parse, library.__renderToMathMLTree].every((part) => typeof part === 'function')
}

/** What cannot be drawn is shown as its source. */
function drawn(temml: Temml, source: string, display: boolean, labels: Labels): SafeHtml {
  if (defines(source)) return undrawn(source, 'defines', labels)
  const options = { displayMode: display, throwOnError: true, strict: false, trust: false, maxExpand: 200 }
  try {
    checkSource(source)
    checkTree(temml.__parse(source, options))
    return mathMl(temml.__renderToMathMLTree(source, options))
  } catch (error) {
    return error instanceof TooLarge ? undrawn(source, 'large', labels) : inlineCode(source)
  }
}
