import { expect, it } from 'vitest'
import { encodeEvent, formatCursor, parseCursor } from '../../src/streaming/event.ts'
import { readEvents } from '../support/events.ts'

it.each(['', 'one line', 'two\nlines', 'a\r\nb\rc', '\n\n', 'data: x\nid: 7\n\nevent: end', 'emoji 🎉 \ud83c'])(
  'carries %j through the wire and injects nothing',
  async (data) => {
    const sent = encodeEvent({ event: 'patch', id: '1.2', data })
    const received = []
    for await (const event of readEvents(new Response(Uint8Array.from(sent)))) received.push(event)
    const text = data.replace(/\r\n?/g, '\n').replace('\ud83c', data.includes('🎉') ? '\ud83c' : '')
    expect(received).toHaveLength(1)
    expect(received[0]).toMatchObject({ event: 'patch', id: '1.2' })
    expect(received[0]?.data.replaceAll('\ufffd', '\ud83c')).toBe(text)
  },
)

it('reads the ids that it gives, and no others', () => {
  for (const edition of ['3', '3r'])
    expect(parseCursor(formatCursor({ edition, offset: 17 }))).toEqual({ edition, offset: 17 })
  for (const id of [
    undefined,
    '',
    '1',
    '1.',
    '.1',
    '1.2.3',
    ' 1.2',
    '1.2\n',
    '-1.2',
    '1e3.2',
    '1rr.2',
    'r.2',
    '1.9999999999',
    '１.２',
  ])
    expect(parseCursor(id)).toBeUndefined()
})
