/** One rendered step of an answer, the same bytes for every reader that stands before it, and the offset after it. */
export type Frame = { bytes: Uint8Array; offset: number }

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
    this.#bytes += frame.bytes.length
    while (this.#frames.length > 1 && (this.#frames.length > LONGEST || this.#bytes > LARGEST)) {
      this.#bytes -= this.#frames.shift()?.bytes.length ?? 0
      this.#first += 1
    }
  }
}
