import type { Cursor, Renderer } from '../markdown/render.ts'
import { nothing, type SafeHtml } from '../markdown/sanitize.tsx'
import { pause } from './pause.ts'

/** How much text (UTF-16 units) is read in one go: more of it must not hold up the others. */
export const PIECE = 16_384

/**
 * The text of a running answer as it is shown. When it cannot be rendered, that is reported once, and from then on the
 * pages show no more of it; it is made and stored all the same.
 */
export class GrowingText {
  readonly #cursor: Cursor
  #broken = false

  constructor(
    private readonly id: string,
    private readonly renderer: Renderer,
    private readonly report: (what: string, error: unknown) => void,
  ) {
    this.#cursor = renderer.cursor(id)
  }

  /** Adds text, and gives the patch that shows it. */
  async grow(text: string): Promise<SafeHtml> {
    const patch = await this.#rendered(async () => {
      for (let start = 0; start < text.length; start += PIECE) {
        if (start > 0) await pause()
        this.#cursor.write(text.slice(start, start + PIECE))
        this.#cursor.read()
      }
      await this.#cursor.ready()
      return this.#cursor.flush()
    })
    return patch ?? nothing
  }

  /** The patch to the finished text. */
  async finish(): Promise<SafeHtml> {
    const patch = await this.#rendered(async () => {
      await this.#cursor.ending()
      return this.#cursor.finish()
    })
    return patch ?? nothing
  }

  /** All that is shown now, or undefined when that is unknown. */
  whole(): Promise<SafeHtml | undefined> {
    return this.#rendered(async () => this.#cursor.snapshot())
  }

  /** The patch between two offsets of the text, whatever this one shows. */
  async missing(source: string, from: number, to: number): Promise<SafeHtml> {
    return (await this.#rendered(() => this.renderer.patch(source, from, to, this.id))) ?? nothing
  }

  async #rendered<T>(render: () => Promise<T>): Promise<T | undefined> {
    if (this.#broken) return undefined
    try {
      return await render()
    } catch (error) {
      this.#broken = true
      this.report('rendering failed', error)
      return undefined
    }
  }
}
