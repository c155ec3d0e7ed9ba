/**
 * The wire form of server-sent events (WHATWG HTML, "Server-sent events"): `id`, `event` and one `data` line for each line
 * of the data, closed by an empty line.
 */
export type ServerSentEvent = {
  /** Never `error`, `open` or `message`: those are EventSource's own. */
  event: 'patch' | 'end'
  id: string
  data: string
}

const encoder = new TextEncoder()

/** Tells the browser to come back after a second when the line is cut; also opens the body at once. */
export const opening = encoder.encode('retry: 1000\n\n')

/** A comment: keeps proxies from closing a line on which the model is silent. */
export const heartbeat = encoder.encode(': hb\n\n')

/** What every event stream is answered with; `X-Accel-Buffering` is nginx's, which holds a stream back otherwise. */
export const eventStreamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
} as const

export function encodeEvent({ event, id, data }: ServerSentEvent): Uint8Array {
  const lines = data.replace(/\r\n?/g, '\n').replaceAll('\n', '\ndata: ')
  return encoder.encode(`event: ${event}\nid: ${id}\ndata: ${lines}\n\n`)
}

/** Where a reader is: in which edition of the answer, and up to which offset. On the wire `edition.offset`. */
export type Cursor = { edition: string; offset: number }

export function formatCursor({ edition, offset }: Cursor): string {
  return `${edition}.${offset}`
}

/** Reads a `Last-Event-ID`; anything else than our own form counts as none, so its reader is sent the whole. */
export function parseCursor(lastEventId: string | undefined): Cursor | undefined {
  const [, edition, offset] = /^(\d{1,9}r?)\.(\d{1,9})$/.exec(lastEventId ?? '') ?? []
  return edition === undefined ? undefined : { edition, offset: Number(offset) }
}
