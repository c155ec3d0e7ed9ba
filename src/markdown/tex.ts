/** A formula would cost or show more than one may. */
export class TooLarge extends Error {}

/** How long a source may be (UTF-16 units), and how deep its braces and its parse tree: nobody writes deeper by hand. */
const longest = 4096
const deepest = 24
const deepestTree = 200

/** The same for one with chemistry in it, which the library reads with some hundred expressions for each character. */
const longestChemistry = 1024
const chemistry = /\\(?:ce|pu)(?![a-zA-Z@])/

/** How many nodes a parse tree may have, with the cells that the library adds to it. */
const heaviest = 8192

/** How often the library draws what is in a node of that type, if not once: in one another they would double it on and on. */
const copies = new Map<unknown, number>([
  ['lap', 2],
  ['cancelto', 3],
])

/** With these a text makes commands of its own, by which a short one can ask for any amount of work. */
const defining =
  /\\(?:[egx]?def|let|futurelet|global|(?:new|renew|provide)(?:command|environment)|DeclareMathOperator|definecolor)(?![a-zA-Z@])/

/** Behind these a brace can be a letter, and nobody could tell how deep a source is. */
const quoting = /\\(?:verb|char)(?![a-zA-Z@])/

/** Whether a source defines commands. It could only do so for itself: each formula stands alone. */
export function defines(source: string): boolean {
  return defining.test(source)
}

/** Throws for a source that takes the library long to parse: what is in braces is read once for each of them. */
export function checkSource(source: string): void {
  if (source.length > (chemistry.test(source) ? longestChemistry : longest)) throw new TooLarge()
  if (quoting.test(source)) throw new Error('a brace in it may be a letter')
  let depth = 0
  for (const [mark] of source.matchAll(/\\[\s\S]|%[^\n]*|[{}]/g)) {
    if (mark === '}') depth--
    else if (mark === '{' && ++depth > deepest) throw new TooLarge()
  }
}

/** Throws for a parse tree of the library from which too much would be drawn. */
export function checkTree(tree: unknown): void {
  let weight = 0
  const weigh = (node: unknown, times: number, depth: number): void => {
    if (!isNode(node)) return
    weight += times * (1 + addedCells(node))
    if (weight > heaviest || depth > deepestTree) throw new TooLarge()
    const inner = times * (copies.get(node.type) ?? 1)
    for (const key in node) if (key !== 'loc' && key !== 'token') weigh(node[key], inner, depth + 1)
  }
  weigh(tree, 1, 0)
}

/** The cells with which the library fills up the rows of an array to the length of its first one. */
function addedCells({ type, body }: Node): number {
  if (type !== 'array' || !Array.isArray(body)) return 0
  const lengths = body.map((row) => (Array.isArray(row) ? row.length : 0))
  const columns = lengths[0] ?? 0
  return lengths.reduce((sum, length) => sum + Math.max(0, columns - length), 0)
}

/** Whatever the library makes, until it was looked at. */
export type Node = Record<string, unknown>

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null
}
