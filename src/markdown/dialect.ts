import { Lexer, Marked, Tokenizer, type Tokens } from 'marked'
import { addressAt } from './addresses.ts'
import { isInlineTag } from './allowed.ts'
import { emphasisRules } from './emphasis.ts'
import { formulaAt, mayFollow } from './formula.ts'

export type Formula = { type: 'formula'; raw: string; source: string; display: boolean }
export type Reference = { type: 'reference'; raw: string; label: string }

/** marked with formulas and references to footnotes. */
const extended = new Marked({
  extensions: [
    {
      name: 'formula',
      level: 'inline',
      start: (source) => {
        const at = source.indexOf('$')
        return at < 0 ? undefined : at
      },
      tokenizer(source, tokens): Formula | undefined {
        if (source[0] !== '$' && source[0] !== '\\') return undefined
        if (!mayFollow(tokens.at(-1)?.raw ?? '', source)) return undefined
        const found = formulaAt(source)
        return found && { type: 'formula', ...found }
      },
    },
    {
      name: 'reference',
      level: 'inline',
      tokenizer(source): Reference | undefined {
        if (source[0] !== '[') return undefined
        const match = /^\[\^([^\s[\]]{1,100})\](?!\()/.exec(source)
        return match?.[1] ? { type: 'reference', raw: match[0], label: match[1] } : undefined
      },
    },
  ],
})

class DialectTokenizer extends Tokenizer {
  /** A bare address is a web address, and ends where its writing does. */
  override url(source: string): Tokens.Link | undefined {
    const length = addressAt(source)
    if (length === 0) return undefined
    const raw = source.slice(0, length)
    return { type: 'link', raw, text: raw, href: raw, tokens: [{ type: 'text', raw, text: raw }] }
  }

  /** Only tags of the allowlist are HTML, and comments, which are dropped; `<T>` or `<think>` in a text is text. */
  override tag(source: string): Tokens.Tag | undefined {
    const name = /^<\/?([a-zA-Z][a-zA-Z0-9-]*)/.exec(source)?.[1]
    if (!source.startsWith('<!--') && (!name || !isInlineTag(name))) return undefined
    const token = super.tag(source)
    // marked leaves text inside of `<code>` unescaped; here all text is escaped.
    this.lexer.state.inRawBlock = false
    if (!token) return undefined
    return source.startsWith('<!--') ? { ...token, text: '' } : token
  }
}

/** A lexer of our dialect. */
export function createLexer(): Lexer {
  const tokenizer = new DialectTokenizer()
  const lexer = new Lexer({ ...extended.defaults, tokenizer })
  tokenizer.rules = { ...tokenizer.rules, inline: emphasisRules(tokenizer.rules.inline) }
  return lexer
}
