import { joined, nothing, type SafeHtml } from '../markdown/sanitize.tsx'
import { encodeEvent, formatCursor, type ServerSentEvent } from './event.ts'
import type { AroundPresenter } from './presenter.ts'

/** One rendered step of an answer, and where a page stands after it. Readers of one class get the same bytes. */
export type Frame = { size: number; edition: string; offset: number; bytes: (reader: AroundPresenter) => Uint8Array }

/** What stands around the text of an event, said to each class of readers in its own words. */
export type Around = (reader: AroundPresenter) => SafeHtml

type Event = Pick<ServerSentEvent, 'event'> & {
  edition: string
  offset: number
  text: SafeHtml
  around?: Around | undefined
}

/** A frame of one event: made once for all readers where nothing stands around its text, else once for each class of them. */
export function createFrame(
  { event, edition, offset, text, around }: Event,
  report: (what: string, error: unknown) => void,
): Frame {
  const id = formatCursor({ edition, offset })
  const made = new Map<AroundPresenter | undefined, Uint8Array>()

  // When what stands around a text cannot be made, the text is shown all the same.
  function said(reader: AroundPresenter): SafeHtml {
    try {
      return around?.(reader) ?? nothing
    } catch (error) {
      report('presenting failed', error)
      return nothing
    }
  }

  function bytes(reader: AroundPresenter): Uint8Array {
    const key = around && reader
    const known = made.get(key) ?? encodeEvent({ event, id, data: joined([text, said(reader)]) })
    made.set(key, known)
    return known
  }

  return { size: text.length, edition, offset, bytes }
}

/** Readers further behind than this get one patch of their own instead of frames. */
const LONGEST = 64
const LARGEST = 256 * 1024

/** The latest frames, each with a number that never changes. */
export class Frames {
  readonly #frames: Frame[] = []
  #first = 0
  #bytes = 0

  /** The number of the next frame. */
  get end(): number {
    return this.#first + this.#frames.length
  }

  /** The frame of that number; undefined when it is dropped already, or not there yet. */
  at(number: number): Frame | undefined {
    return this.#frames[number - this.#first]
  }

  push(frame: Frame): void {
    this.#frames.push(frame)
    this.#bytes += frame.size
    while (this.#frames.length > 1 && (this.#frames.length > LONGEST || this.#bytes > LARGEST)) {
      this.#bytes -= this.#frames.shift()?.size ?? 0
      this.#first += 1
    }
  }
}
