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

/** A tag with its attributes. */
const anyTag = /<(\/?)([a-z][a-z\d-]*)((?:\s(?:"[^"]*"|'[^']*'|[^<>"'])*)?)>/gi

/** Elements that never have an end, or may go without. */
const endless = new Set(
  'area base br col embed hr img input link meta source track wbr p li dt dd tr td th thead tbody tfoot option'.split(
    ' ',
  ),
)

/** Whether a line only talks about elements: it has words, and a tag in it has no partner. */
export function isTalk(source: string): boolean {
  if (source.replace(anyTag, '').trim() === '') return false
  const open: string[] = []
  for (const [, slash, tag = ''] of source.matchAll(anyTag)) {
    const name = tag.toLowerCase()
    if (endless.has(name)) continue
    if (slash === '') open.push(name)
    else if (open.pop() !== name) return true
  }
  return open.length > 0
}

const media = new Set(['img', 'iframe', 'video', 'audio', 'embed', 'source', 'object'])

/** Pictures, players and frames as links to what they would load, by the words that stand for them. */
export function withMediaAsLinks(source: string): string {
  return source.replace(anyTag, (tag, slash: string, name: string, attributes: string) => {
    if (!media.has(name.toLowerCase()) || slash !== '') return tag
    const address = attributeIn('src', attributes) ?? attributeIn('data', attributes)
    if (address === undefined) return tag
    const words = attributeIn('alt', attributes) || attributeIn('title', attributes) || address
    return ` <a href="${quoted(address)}">${quoted(words)}</a> `
  })
}

function attributeIn(name: string, attributes: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes)
  return found?.[1] ?? found?.[2] ?? found?.[3]
}

/** The value is HTML already, so only what could end it is escaped. */
function quoted(value: string): string {
  return value.replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
