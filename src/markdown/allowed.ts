const inline = [
  ...['a', 'br', 'code', 'del', 'em', 'kbd', 'mark', 's', 'small', 'strong', 'sub', 'sup', 'u', 'b', 'i', 'ins'],
]
const blocks = ['blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'li', 'ol', 'p', 'pre', 'ul', 'dl', 'dt', 'dd']
const tables = ['table', 'tbody', 'td', 'th', 'thead', 'tr']
const folds = ['details', 'summary']
const math = [
  ...['math', 'semantics', 'mrow', 'mi', 'mn', 'mo', 'ms', 'mtext', 'mspace', 'mfrac', 'msqrt', 'mroot', 'mstyle'],
  ...['merror', 'mpadded', 'mphantom', 'menclose', 'msub', 'msup', 'msubsup', 'munder', 'mover', 'munderover'],
  ...['mmultiscripts', 'mprescripts', 'none', 'mtable', 'mtr', 'mtd', 'maction', 'annotation'],
]
const mathAttributes = [
  ...['display', 'mathcolor', 'mathbackground', 'mathvariant', 'mathsize', 'scriptlevel', 'displaystyle', 'stretchy'],
  ...['fence', 'separator', 'form', 'lspace', 'rspace', 'minsize', 'maxsize', 'symmetric', 'largeop', 'movablelimits'],
  ...['accent', 'accentunder', 'width', 'height', 'depth', 'voffset', 'linethickness', 'columnalign', 'rowspacing'],
  ...['columnspacing', 'columnlines', 'rowlines', 'frame', 'notation', 'encoding', 'xmlns', 'columnspan', 'rowspan'],
]

/**
 * Everything that rendered text can be made of. `tags` and `attributes` are what our elements emit; `modelTags` and
 * `modelAttributes` what HTML written by a model may keep. One list, read by the elements, the sanitizer and the tests.
 */
export const allowed = {
  modelTags: [...inline, ...blocks, ...tables, ...folds],
  modelAttributes: ['href', 'align', 'start', 'colspan', 'rowspan', 'open', 'title', 'rel', 'target'],
  tags: [...inline, ...blocks, ...tables, ...folds, 'figure', 'figcaption', 'input', 'section', 'span', ...math],
  attributes: [
    ...['href', 'rel', 'target', 'title', 'align', 'start', 'colspan', 'rowspan', 'open'],
    ...['id', 'class', 'dir', 'scope', 'type', 'checked', 'disabled', 'tabindex', 'aria-label', ...mathAttributes],
  ],
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
