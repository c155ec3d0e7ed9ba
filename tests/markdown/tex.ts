import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Short formulas that ask the TeX library for very much. Nothing of them is drawn. */
export const hostileTex: Record<string, string> = {
  'rows to be filled up': `\\begin{matrix}${'&'.repeat(900)}${'\\\\'.repeat(450)}\\end{matrix}`,
  'rows of a diagram': `\\begin{CD}${'@.'.repeat(800)}${'&'.repeat(900)}\\end{CD}`,
  'rows in rows': `\\begin{matrix}${`\\begin{matrix}${'&'.repeat(99)}${'\\\\'.repeat(99)}\\end{matrix}&`.repeat(9)}\\end{matrix}`,
  'what is drawn twice': nested('\\llap{', 20),
  'what is drawn twice in mathematics': nested('\\mathllap{', 20),
  'what is drawn three times': nested('\\cancelto0{', 20),
  'arrows over arrows': nested('\\equilibriumRight{', 20),
  'much of little': "x'".repeat(1500),
  'a long source': 'x'.repeat(5000),
  'long chemistry': `\\ce{${'2H2 + O2 -> 2H2O '.repeat(80)}}`,
  'deep braces': nested('{', 30),
  'braces behind comments': `${'{%}\n'.repeat(30)}x${'}'.repeat(30)}`,
  'sizes in sizes': '\\tiny'.repeat(300),
  definitions: `\\def\\a#1{${'#1'.repeat(9)}}${nested('\\a{', 9)}`,
}

/** Something in itself, so many times. */
export function nested(open: string, depth: number): string {
  return `${open.repeat(depth)}x${'}'.repeat(depth)}`
}

/** All commands that the TeX library knows, and some words that are none. */
export function commands(): string[] {
  const library = readFileSync(createRequire(import.meta.url).resolve('temml'), 'utf8')
  return [
    ...new Set([...library.matchAll(/["'`]\\(\\(?:[a-zA-Z@]+\*?|[^a-zA-Z]))["'`]/g)].map(([, name = '']) => name)),
  ]
}
