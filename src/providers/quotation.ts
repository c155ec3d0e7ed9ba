/** How much of a reason is looked for in a chat at once, and how far it is to the next look, in UTF-16 units. */
const LOOK = 12
const STEP = 6

/** A shorter message is a word that any reason may have. */
const SHORTEST_MESSAGE = 4

/**
 * What a provider gave as a reason, for the log: without what it quotes of the chat's texts, be that a whole message or
 * a part of one of 17 UTF-16 units or more. A text is looked through once for each few units of the reason.
 */
export function withoutQuotations(reason: string, texts: string[]): string {
  const quoted = new Array<boolean>(reason.length).fill(false)
  for (const text of texts)
    for (const [start, end] of quotations(reason, text.replace(/\s+/g, ' ').trim())) quoted.fill(true, start, end)
  let rest = ''
  for (let at = 0; at < reason.length; at++) {
    if (!quoted[at]) rest += reason.charAt(at)
    else if (!quoted[at - 1]) rest += '…'
  }
  return rest
}

/** Where a reason says the same as a text: from and to. Found by a look, a quotation is followed to both its ends. */
function* quotations(reason: string, text: string): Generator<[start: number, end: number]> {
  if (text.length < SHORTEST_MESSAGE) return
  const look = Math.min(LOOK, text.length)
  const step = text.length < LOOK + STEP ? 1 : STEP
  const shared = (start: number, end: number) => text.includes(reason.slice(start, end))
  for (let at = 0; at + look <= reason.length; at += step) {
    if (!shared(at, at + look)) continue
    let [start, end] = [at, at + look]
    while (start > 0 && shared(start - 1, end)) start -= 1
    while (end < reason.length && shared(start, end + 1)) end += 1
    yield [start, end]
    at = end - step
  }
}
