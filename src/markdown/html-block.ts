const names =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul'
const block = new RegExp(`^</?(?:${names})(?:[ \\t]|/?>|$)`, 'i')
const attribute = `[ \\t]+[a-zA-Z_:][\\w.:-]*(?:[ \\t]*=[ \\t]*(?:[^\\s"'=<>\`]+|'[^']*'|"[^"]*"))?`
const tagAlone = new RegExp(
  `^(?:<[a-zA-Z][a-zA-Z0-9-]*(?:${attribute})*[ \\t]*/?>|</[a-zA-Z][a-zA-Z0-9-]*[ \\t]*>)[ \\t]*$`,
)

/** The kinds of HTML block that end at a mark of their own (CommonMark 0.31, 4.6, kinds 1 to 5). */
const marked: [start: RegExp, end: RegExp][] = [
  [/^<(?:script|pre|style|textarea)(?:[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![a-zA-Z]/, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
]

/**
 * Whether a line that begins with `<` begins an HTML block. It is hidden until it closes, so it can wait for its whole
 * line; only text that cannot become one (`<https://…>`, `<b>bold</b> text`) must be let through early.
 */
export function htmlStart(
  text: string,
  ended: boolean,
  interrupts: boolean,
): { kind: 'html'; end: RegExp | undefined } | 'wait' | undefined {
  if (!ended) return mayBegin(text, interrupts) ? 'wait' : undefined
  for (const [start, end] of marked) if (start.test(text)) return { kind: 'html', end }
  if (block.test(text) || (!interrupts && tagAlone.test(text))) return { kind: 'html', end: undefined }
  return undefined
}

function mayBegin(text: string, interrupts: boolean): boolean {
  if (/^<(?:[!?]?$|!-|\?|![a-zA-Z[]|\/?(?:[a-zA-Z][a-zA-Z0-9-]*\/?)?$)/.test(text)) return true
  if (block.test(text) || marked.some(([start]) => start.test(text))) return true
  if (interrupts || !/^<\/?[a-zA-Z][a-zA-Z0-9-]*[\s/>]/.test(text)) return false
  const close = text.indexOf('>')
  return close < 0 || tagAlone.test(text) || /^[^>]*["'][^"']*>/.test(text)
}

const blockTag = new RegExp(`^(?:${names}|img|span|font)$`, 'i')

/** Whether an element of this name is one of HTML's own that may begin a block, so that its tags can be dropped unseen. */
export function isBlockTag(name: string): boolean {
  return blockTag.test(name)
}
