/**
 * The formula that begins a text (`$…$`, `$$…$$`, `\(…\)`, `\[…\]`), or undefined. A `$` closes only behind a character
 * and before none of a word, and what begins like a price and goes on in words is money: "$5 or $6" is no formula.
 * `\[more\]` and `\[[more](https://…)\]` are what Markdown means by them: words in brackets.
 */
export function formulaAt(text: string): { raw: string; source: string; display: boolean } | undefined {
  const bracketed = /^(?:\\\(([\s\S]{1,2000}?)\\\)|\\\[([\s\S]{1,2000}?)\\\]|\$\$([^$]{1,2000}?)\$\$)/.exec(text)
  if (bracketed) {
    const source = bracketed[1] ?? bracketed[2] ?? bracketed[3] ?? ''
    if (/^[\\\s]*$/.test(source) || /\n[ \t]*\n/.test(source)) return undefined
    if (bracketed[2] !== undefined && isProse(source)) return undefined
    return { raw: bracketed[0], source, display: bracketed[1] === undefined }
  }
  const dollars = /^\$(?![\s$])((?:\\[\s\S]|[^\\$]){1,1000})\$(?![\w$])/.exec(text)
  const source = dollars?.[1]
  if (!dollars || !source || /\s$/.test(source) || isMoney(source)) return undefined
  return { raw: dollars[0], source, display: false }
}

/** Whether what stands between `\[` and `\]` is a link or words rather than a formula. */
export function isProse(source: string): boolean {
  return source.includes('](') || /^\s*\p{L}{2,}[\p{L}\s.,!?'’-]*$/u.test(source)
}

/** Whether a formula may begin with `text` behind `before`: `US$5` and `list\[0\]` are none. */
export function mayFollow(before: string, text: string): boolean {
  return !/^(?:\$|\\\[)/.test(text) || !/[\p{L}\p{N}]$/u.test(before)
}

function isMoney(source: string): boolean {
  if (!/^[\d.,]/.test(source)) return false
  const words = source.replace(/\\[a-zA-Z]+(?:\{[^{}]*\})?/g, '')
  return /[a-zA-Z]{2,}/.test(words) || /[-/–,(]$/.test(source)
}
