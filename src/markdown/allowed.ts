const inline = [
  ...['a', 'br', 'code', 'del', 'em', 'kbd', 'mark', 's', 'small', 'strong', 'sub', 'sup', 'u', 'b', 'i', 'ins'],
]
const blocks = ['blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'li', 'ol', 'p', 'pre', 'ul', 'dl', 'dt', 'dd']
const tables = ['table', 'tbody', 'td', 'th', 'thead', 'tr']
const folds = ['details', 'summary']
const math = [
  ...['math', 'mrow', 'mi', 'mn', 'mo', 'mtext', 'mspace', 'mfrac', 'msqrt', 'mroot', 'mstyle', 'mpadded', 'mphantom'],
  ...['menclose', 'msub', 'msup', 'msubsup', 'munder', 'mover', 'munderover', 'mmultiscripts', 'mprescripts', 'none'],
  ...['mtable', 'mtr', 'mtd'],
]
const flag = /^(?:true|false)$/
const color = /^(?:#[\da-f]{3,8}|[a-z]{3,20})$/i
/** What the attributes of formulas may say. */
const mathValues = {
  ...{ mathcolor: color, mathbackground: color },
  ...{ displaystyle: flag, stretchy: flag, fence: flag, separator: flag, symmetric: flag, accent: flag },
  ...{ largeop: flag, movablelimits: flag },
  ...{ display: /^block$/, mathvariant: /^(?:normal|italic)$/, scriptlevel: /^[0-3]$/, columnalign: /^left$/ },
  ...{ form: /^(?:prefix|infix|postfix)$/, notation: /^[a-z]{1,20}(?: [a-z]{1,20})?$/ },
}
/** The lengths in formulas, and how long each may be, in em: as wide as a text, and some lines high. */
const mathLengths = {
  ...{ width: 40, lspace: 40, rspace: 40 },
  ...{ height: 10, depth: 10, voffset: 10, minsize: 10, maxsize: 10, rowspacing: 10 },
  ...{ linethickness: 2, mathsize: 3 },
}

/**
 * Everything that rendered text can be made of. `tags` and `attributes` are what our elements emit; `modelTags` and
 * `modelAttributes` what HTML written by a model may keep; `mathTags`, `mathValues` and `mathLengths` what a formula is drawn
 * with. One list, read by the elements, the sanitizer and the tests.
 */
export const allowed = {
  modelTags: [...inline, ...blocks, ...tables, ...folds],
  modelAttributes: ['href', 'align', 'start', 'colspan', 'rowspan', 'open', 'title', 'rel', 'target'],
  tags: [...inline, ...blocks, ...tables, ...folds, 'figure', 'figcaption', 'input', 'section', 'span', ...math],
  attributes: [
    ...['href', 'rel', 'target', 'title', 'align', 'start', 'colspan', 'rowspan', 'open'],
    ...['id', 'class', 'dir', 'scope', 'type', 'checked', 'disabled', 'tabindex', 'aria-label'],
    ...[...Object.keys(mathValues), ...Object.keys(mathLengths)],
  ],
  mathTags: new Set(math),
  mathValues: new Map<string, RegExp>(Object.entries(mathValues)),
  mathLengths: new Map<string, number>(Object.entries(mathLengths)),
} as const

const inlineTags = new Set<string>(inline)
const modelTags = new Set<string>(allowed.modelTags)

/** Whether HTML written by a model may hold such an element inside of a text. Other tags in a text are shown as text. */
export function isInlineTag(name: string): boolean {
  return inlineTags.has(name.toLowerCase())
}

/** Whether HTML written by a model may hold such an element. */
export function isModelTag(name: string): boolean {
  return modelTags.has(name.toLowerCase())
}
