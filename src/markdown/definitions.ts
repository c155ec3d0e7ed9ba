import type { Lexer } from 'marked'

type Definition = Links[string]
type Links = Lexer['tokens']['links']

/** A definition that was read: `length` is that of its source. */
type Found = { length: number; label: string; href: string; title: string | undefined }

/** A definition that is longer than this is text. */
const longest = 4096

// Each of these reads on from where it stands and can match in one way only, so none of them ever costs more than its length.
const label = /^ {0,3}\[((?:\\[\s\S]|[^[\]\\]){1,999})\]:[ \t]*\n?[ \t]*/
const begunLabel = /^ {0,3}(?:\[(?:\\[\s\S]|[^[\]\\]){0,999}[\\\]]?)?$/
const target = /<((?:\\.|[^\n<>\\])*)>|([^\s<]\S*)/y
const begunTarget = /(?:<(?:\\.|[^\n<>\\])*\\?)?$/y
const gap = /[ \t]*\n?[ \t]*/y
const title = /"((?:\\[\s\S]|[^"\\])*)"|'((?:\\[\s\S]|[^'\\])*)'|\(((?:\\[\s\S]|[^()\\])*)\)/y
const begunTitle = /(?:"(?:\\[\s\S]|[^"\\])*\\?|'(?:\\[\s\S]|[^'\\])*\\?|\((?:\\[\s\S]|[^()\\])*\\?)?$/y
const blanks = /[ \t]*$/y
const newline = /[ \t]*\n/y
const endOfLine = /[ \t]*(?:\n|$)/y

/**
 * The link definitions of a text, in their order. A reference sees only those that were there when its own block began:
 * what a running text shows must not depend on when it is looked at. The finished text sees all.
 */
export class Definitions {
  #byLabel = new Map<string, Definition & { order: number }>()
  #known = 0

  get count(): number {
    return this.#byLabel.size
  }

  /** The links in marked's form, as seen by a block that began when there were `known` definitions. */
  readonly links: Links = new Proxy<Links>(
    {},
    {
      get: (_, name) => this.#find(name),
      getOwnPropertyDescriptor: (_, name) => {
        const value = this.#find(name)
        return value && { value, configurable: true, enumerable: true, writable: false }
      },
    },
  )

  see(known: number): void {
    this.#known = known
  }

  /**
   * Takes the definitions at the beginning of a paragraph. Answers what is left of it, and whether that may still become
   * a definition. `ended`: no more text will come.
   */
  take(text: string, ended: boolean): { rest: string; waiting: boolean } {
    let rest = text
    while (rest !== '') {
      const found = definitionAt(rest, ended)
      if (found === 'wait') return { rest, waiting: true }
      if (!found) return { rest, waiting: false }
      this.#add(found)
      rest = rest.slice(found.length)
    }
    return { rest, waiting: !ended }
  }

  #add({ label, href, title }: Found): void {
    const key = normalize(label)
    if (this.#byLabel.has(key)) return
    this.#byLabel.set(key, {
      href: withoutEscapes(href),
      title: title === undefined ? null : withoutEscapes(title),
      order: this.#byLabel.size,
    })
  }

  #find(name: string | symbol): Definition | undefined {
    const definition = typeof name === 'string' ? this.#byLabel.get(name) : undefined
    return definition && definition.order < this.#known ? definition : undefined
  }
}

/** The definition that a text begins with. `wait`: that depends on what follows. `ended`: no more text will come. */
function definitionAt(source: string, ended: boolean): Found | 'wait' | undefined {
  const text = source.slice(0, longest)
  const waits = !ended && text === source
  const lineEnd = ended && text === source ? endOfLine : newline
  const opening = label.exec(text)
  if (!opening?.[1]) return waits && begunLabel.test(text) ? 'wait' : undefined
  if (opening[1].trim() === '') return undefined
  const start = opening[0].length
  const address = read(target, text, start)
  if (!address) return waits && read(begunTarget, text, start) ? 'wait' : undefined
  const end = start + address[0].length
  const found = { label: opening[1], href: address[1] ?? address[2] ?? '', title: undefined }
  const titleAt = end + (read(gap, text, end)?.[0].length ?? 0)
  if (waits && titleAt === text.length) return 'wait'
  if (titleAt > end) {
    const named = read(title, text, titleAt)
    const after = titleAt + (named?.[0].length ?? 0)
    const closing = named && read(lineEnd, text, after)
    if (named && closing) {
      return { ...found, title: named[1] ?? named[2] ?? named[3], length: after + closing[0].length }
    }
    if (waits && read(named ? blanks : begunTitle, text, after)) return 'wait'
  }
  const closing = read(lineEnd, text, end)
  return closing ? { ...found, length: end + closing[0].length } : undefined
}

function read(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** As marked does it: `[Foo  Bar]` and `[foo bar]` are one label. */
function normalize(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase().toLowerCase()
}

function withoutEscapes(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1')
}
