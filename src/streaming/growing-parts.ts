import { joined, type SafeHtml } from '../markdown/sanitize.tsx'
import type { Answer, Slice } from './answer.ts'
import type { ChannelTools } from './channel.ts'
import { GrowingText, PIECE } from './growing-text.ts'

/** What lies between two offsets of a part, with its text: while one is rendered, the answer goes on. */
type Stretch = Slice & { text: string }

/**
 * The parts of a running answer as they are shown, up to an offset that moves on with each step. What stands here is the
 * same for all readers. One step at a time.
 */
export class GrowingParts {
  /** The Markdown of each part that is a text, made when it is first shown. */
  readonly #texts = new Map<number, GrowingText>()
  #shown = 0

  constructor(
    private readonly answer: Answer,
    private readonly tools: Pick<ChannelTools, 'renderer' | 'presenter' | 'report'>,
  ) {}

  /** The offset up to which the parts are shown. */
  get shown(): number {
    return this.#shown
  }

  /** The patch that shows more, as far as it goes in one piece. */
  grow(): Promise<SafeHtml> {
    const to = Math.min(this.#shown + PIECE, this.answer.offset)
    const stretches = this.#between(this.#shown, to)
    this.#shown = to
    return this.#patch(stretches, ({ index, text }) => this.#text(index).grow(text))
  }

  /** Takes all that there is as shown. */
  async skip(): Promise<void> {
    while (this.#shown < this.answer.offset) await this.grow()
  }

  /** The patch to the finished texts. */
  async finish(): Promise<SafeHtml> {
    const patches: SafeHtml[] = []
    for (const text of this.#texts.values()) patches.push(await text.finish())
    return joined(patches)
  }

  /** All that is shown, in place of whatever a page shows; undefined when that is unknown. */
  async whole(): Promise<SafeHtml | undefined> {
    const { messageId } = this.answer.ref
    const { parts } = this.tools.presenter
    const shown: SafeHtml[] = []
    for (const { index, kind, text } of this.#between(0, this.#shown)) {
      const html = kind === 'text' ? await this.#text(index).whole() : parts.plain(text)
      if (html === undefined) return undefined
      shown.push(parts.part({ messageId, index }, kind, html))
    }
    return parts.all(messageId, joined(shown))
  }

  /** The patch between two offsets, whatever is shown here. */
  missing(from: number, to: number): Promise<SafeHtml> {
    const { parts } = this.answer
    const stretches = this.#between(from, to).map((one) => ({
      ...one,
      source: parts[one.index]?.slice(0, one.to) ?? '',
    }))
    return this.#patch(stretches, ({ index, from, to, source }) => this.#text(index).missing(source, from, to))
  }

  #between(from: number, to: number): Stretch[] {
    const { parts } = this.answer
    return this.answer
      .between(from, to)
      .map((slice) => ({ ...slice, text: parts[slice.index]?.slice(slice.from, slice.to) ?? '' }))
  }

  async #patch<S extends Stretch>(stretches: S[], markdown: (stretch: S) => Promise<SafeHtml>): Promise<SafeHtml> {
    const { messageId } = this.answer.ref
    const { parts } = this.tools.presenter
    const patches: SafeHtml[] = []
    for (const stretch of stretches) {
      const { index, kind, from } = stretch
      const part = { messageId, index }
      const plain = kind === 'text' ? '' : stretch.text
      if (from === 0) patches.push(parts.added(messageId, parts.part(part, kind, parts.plain(plain))))
      else if (kind !== 'text') patches.push(parts.grown(part, plain))
      if (kind === 'text') patches.push(await markdown(stretch))
    }
    return joined(patches)
  }

  #text(index: number): GrowingText {
    const { renderer, presenter, report } = this.tools
    const id = presenter.parts.textId({ messageId: this.answer.ref.messageId, index })
    const text = this.#texts.get(index) ?? new GrowingText(id, renderer, report)
    this.#texts.set(index, text)
    return text
  }
}
