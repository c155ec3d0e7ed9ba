export type ReceivedEvent = { event: string; id: string; data: string }

/** Reads an event stream as the HTML standard says; comments are left out. Ends with the stream. */
export async function* readEvents(response: Response): AsyncGenerator<ReceivedEvent> {
  if (!response.body) return
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of response.body) {
    text += decoder.decode(bytes, { stream: true })
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const received = parse(text.slice(0, end))
      text = text.slice(end + 2)
      if (received) yield received
    }
  }
}

/** Reads until an event says it; fails when the stream ends without. */
export async function seen(events: AsyncGenerator<ReceivedEvent>, text: string): Promise<void> {
  for (;;) {
    const { value, done } = await events.next()
    if (done) throw new Error(`The stream ended without “${text}”.`)
    if (value.data.includes(text)) return
  }
}

function parse(block: string): ReceivedEvent | undefined {
  const fields = { event: 'message', id: '', data: [] as string[] }
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
    if (name === 'data') fields.data.push(value)
    else if (name === 'event' || name === 'id') fields[name] = value
  }
  return fields.data.length === 0 ? undefined : { ...fields, data: fields.data.join('\n') }
}
