import { languages } from './languages.ts'
import { type SafeHtml, trust } from './sanitize.tsx'

/** Colours code by `hljs-*` classes, in the languages that were loaded. */
export interface Highlight {
  knows(language: string): boolean
  load(language: string): Promise<void>
  /** `complete`: the code ends outside every string, comment and the like, so what follows can be coloured alone. */
  run(code: string, language: string): Colored
}

type Colored = { html: SafeHtml; complete: boolean }

/** How much code and its HTML (UTF-16 units) is remembered: what was coloured as it grew is shown again at once. */
const mostRemembered = 2_000_000

export async function loadHighlighter(): Promise<Highlight> {
  const { default: hljs } = await import('highlight.js/lib/core')
  const core = hljs.newInstance()
  const known = new Map<string, Colored>()
  let size = 0
  return {
    knows: (language) => core.getLanguage(language) !== undefined,
    async load(language) {
      const definition = await languages[language]?.()
      if (definition && !core.getLanguage(language)) core.registerLanguage(language, definition.default)
    },
    run(code, language) {
      const key = `${language} ${code}`
      const before = known.get(key)
      if (before) return before
      const result = core.highlight(code, { language, ignoreIllegals: true })
      // hljs says in a private field which mode it ended in; the language itself has no parent.
      const top = result._top
      const complete = top !== undefined && !('parent' in top && top.parent)
      const colored = { html: trust(result.value), complete }
      size += key.length + colored.html.length
      if (size > mostRemembered) {
        known.clear()
        size = key.length + colored.html.length
      }
      known.set(key, colored)
      return colored
    },
  }
}
