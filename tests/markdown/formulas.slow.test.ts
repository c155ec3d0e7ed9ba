import { describe, expect, it } from 'vitest'
import { allowed } from '../../src/markdown/allowed.ts'
import { loadMath, loadTemml } from '../../src/markdown/math.ts'
import { checkTree, isNode, TooLarge } from '../../src/markdown/tex.ts'
import { words } from '../../src/strings/en/words.ts'
import { commands } from './tex.ts'

const math = await loadMath(words.text)
const temml = await loadTemml()
const options = { displayMode: true, throwOnError: true, maxExpand: 200 }

/** The ways in which a command is written around something. */
const around: ((name: string, inner: string) => string)[] = [
  (name, inner) => `${name}{${inner}}`,
  (name, inner) => `${name}{${inner}}{0}`,
  (name, inner) => `${name}{0}{${inner}}`,
  (name, inner) => `${name}{1em}{${inner}}`,
  (name, inner) => `${name}{red}{${inner}}`,
  (name, inner) => `${name}[{${inner}}]{0}`,
  (name, inner) => `${name}[0]{${inner}}`,
  (name, inner) => `${name}{${inner}}{1}{1}{1}`,
  (name, inner) => `${name}{1}{1}{1}{${inner}}`,
  (name, inner) => `{${inner} ${name} 1}`,
  (name, inner) => `{1 ${name} ${inner}}`,
  (name, inner) => `${name}^{${inner}}_{1}`,
  (name, inner) => `\\left(${name} ${inner}\\right)`,
]

/** The ways in which a command might give `\zzz` a meaning. */
const definitions = [
  '\\zzz{x}',
  '\\zzz x',
  '\\zzz=x',
  '{\\zzz}{x}',
  '{\\zzz}[1]{x}',
  '\\zzz#1{x}',
  '\\zzz x x',
  '{zzz}{x}',
]

describe('of all commands of the TeX library', { timeout: 300_000 }, () => {
  it('none defines another', () => {
    const defining = commands().filter((name) =>
      definitions.some((definition) => math(`${name}${definition} \\zzz`, true).startsWith('<math')),
    )
    expect(defining).toEqual([])
  })

  it('none makes more than an allowlisted element of what it is given', () => {
    const foreign = new Set<string>()
    for (const name of commands()) {
      for (const write of around) {
        const html = math(`a${write(name, 'x')}b`, true)
        for (const [, tag = '', attributes = ''] of html.matchAll(/<\/?([a-z]+)([^>]*)>/g)) {
          if (!allowed.mathTags.has(tag) && !['code', 'span', 'small'].includes(tag)) foreign.add(tag)
          for (const [, attribute = ''] of attributes.matchAll(/ ([a-z]+)="[^"<>]*"/g))
            if (!allowed.mathValues.has(attribute) && !allowed.mathLengths.has(attribute)) foreign.add(attribute)
        }
      }
    }
    expect([...foreign]).toEqual([])
  })

  it('none doubles what is in it on and on without being stopped', () => {
    const free: string[] = []
    let doubling = 0
    for (const name of commands()) {
      for (const write of around) {
        const nested = (depth: number) =>
          Array(depth)
            .fill(name)
            .reduce<string>((inner, each) => write(each, inner), 'x')
        if (nodesOf(nested(8)) <= 2.6 * nodesOf(nested(4))) continue
        doubling++
        let depth = 8
        while (nodesOf(nested(depth)) < 50_000) depth++
        if (!isTooLarge(nested(depth))) free.push(write(name, '…'))
      }
    }
    expect(free).toEqual([])
    // The library does have some: else this would look at nothing.
    expect(doubling).toBeGreaterThan(3)
  })
})

function isTooLarge(tex: string): boolean {
  try {
    checkTree(temml.__parse(tex, options))
    return false
  } catch (error) {
    return error instanceof TooLarge
  }
}

/** How many nodes the library draws of a formula, none if it is none. */
function nodesOf(tex: string): number {
  try {
    return count(temml.__renderToMathMLTree(tex, options))
  } catch {
    return 0
  }
}

function count(node: unknown): number {
  if (!isNode(node) || !Array.isArray(node.children)) return 1
  return node.children.reduce<number>((sum, child) => sum + count(child), 1)
}
