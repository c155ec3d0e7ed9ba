import { languages } from './languages.ts'
import { type SafeHtml, trust } from './sanitize.tsx'

/** Colours code by `hljs-*` classes, in the languages that were loaded. */
export interface Highlight {
  knows(language: string): boolean
  load(language: string): Promise<void>
  /** `complete`: the code ends outside every string, comment and the like, so what follows can be coloured alone. */
  run(code: string, language: string): { html: SafeHtml; complete: boolean }
}

export async function loadHighlighter(): Promise<Highlight> {
  const { default: hljs } = await import('highlight.js/lib/core')
  const core = hljs.newInstance()
  return {
    knows: (language) => core.getLanguage(language) !== undefined,
    async load(language) {
      const definition = await languages[language]?.()
      if (definition && !core.getLanguage(language)) core.registerLanguage(language, definition.default)
    },
    run(code, language) {
      const result = core.highlight(code, { language, ignoreIllegals: true })
      // hljs says in a private field which mode it ended in; the language itself has no parent.
      const top = result._top
      return { html: trust(result.value), complete: top !== undefined && !('parent' in top && top.parent) }
    },
  }
}
