import type { Lexer } from 'marked'

type Definition = Links[string]
type Links = Lexer['tokens']['links']

const label = String.raw`\[((?:\\[\s\S]|[^\[\]\\])+)\]:`
const target = String.raw`(?:<((?:\\.|[^\n<>\\])*)>|([^\s<][^\s]*))`
const title = String.raw`(?:"((?:\\[\s\S]|[^"\\])*)"|'((?:\\[\s\S]|[^'\\])*)'|\(((?:\\[\s\S]|[^()\\])*)\))`
const untitled = new RegExp(String.raw`^ {0,3}${label}[ \t]*\n?[ \t]*${target}[ \t]*(?:\n|$)`)
const titled = new RegExp(
  String.raw`^ {0,3}${label}[ \t]*\n?[ \t]*${target}(?:[ \t]+\n?[ \t]*|[ \t]*\n[ \t]*)${title}[ \t]*(?:\n|$)`,
)
/** The beginning of a definition whose first line is not over, or of one that could still get a title. */
const begun =
  /^ {0,3}\[(?:(?:\\[\s\S]|[^[\]\\]){0,999}(?:\\?$|\](?:$|:[ \t]*\n?[ \t]*(?:$|<[^\n<>]*$|(?:<[^\n<>]*>|\S+)[ \t]*\n?[ \t]*(?:$|["'(][\s\S]*$)))))/

/** A definition that is longer than this is text. */
const longest = 4096

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
      if (!ended && rest.length <= longest && begun.test(rest)) return { rest, waiting: true }
      const match = rest.length <= longest * 2 ? (titled.exec(rest) ?? untitled.exec(rest)) : null
      if (!match?.[1] || match[1].trim() === '') break
      this.#add(match[1], match[2] ?? match[3] ?? '', match[4] ?? match[5] ?? match[6])
      rest = rest.slice(match[0].length)
    }
    return { rest, waiting: rest === '' && !ended }
  }

  #add(name: string, href: string, title: string | undefined): void {
    const key = normalize(name)
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

/** As marked does it: `[Foo  Bar]` and `[foo bar]` are one label. */
function normalize(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase().toLowerCase()
}

function withoutEscapes(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1')
}
