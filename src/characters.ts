/** Marks that turn the direction of what stands around them (Unicode, UAX #9, 2.1 to 2.4): they could hide or reorder it. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g
const halves = /\p{Cs}/gu
const blanksAndControls = /[\s\p{Cc}]+/gu
const visible = /[^\s\p{Cf}]/u

/**
 * A text as one line of at most `longest` UTF-16 units, for what stands beside other text: names, titles, errors. White
 * space and control characters become one blank, half a character becomes U+FFFD, and a line of which nothing is to be
 * seen is empty. Only as much of the text is read as the line may need.
 */
export function oneLine(text: string, longest: number): string {
  const line = wholeCharacters(text.trimStart(), 8 * longest)
    .replace(turning, '')
    .replace(halves, '\ufffd')
    .replace(blanksAndControls, ' ')
    .trim()
  if (!visible.test(line)) return ''
  return line.length <= longest ? line : `${wholeCharacters(line, longest - 1).trimEnd()}…`
}

/** As many characters from the start of a text as fit into `longest` UTF-16 units, none of them cut in half. */
export function wholeCharacters(text: string, longest: number): string {
  const cut = text.length > longest && /[\ud800-\udbff]/.test(text.charAt(longest - 1))
  return text.slice(0, cut ? longest - 1 : longest)
}

/** Whether a text has no more characters than that, as people count: an emoji is one, though it takes two UTF-16 units. */
export function fits(text: string, longest: number): boolean {
  if (text.length <= longest) return true
  if (text.length > 2 * longest) return false
  let characters = 0
  for (const _ of text) characters += 1
  return characters <= longest
}
