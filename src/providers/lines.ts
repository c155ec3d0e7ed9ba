/** A longer line, in UTF-16 units, is no delta: it would only fill the memory. */
const LONGEST_LINE = 4_000_000

/**
 * The lines of a stream, as they are complete; what follows the last break is none. Each byte is looked at once, however
 * the lines are cut into chunks. Throws what `tooLong` makes at a line that does not end.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, tooLong: () => Error): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let begun: string[] = []
  let length = 0
  for await (const chunk of chunks) {
    const pieces = decoder.decode(chunk, { stream: true }).split('\n')
    const rest = pieces.pop() ?? ''
    for (const piece of pieces) {
      begun.push(piece)
      yield begun.join('')
      begun = []
      length = 0
    }
    begun.push(rest)
    length += rest.length
    if (length > LONGEST_LINE) throw tooLong()
  }
}
