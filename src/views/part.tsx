import { embed, fromView, type SafeHtml } from '../markdown/sanitize.tsx'
import type { PartKind, PlainPart } from '../streaming/part.ts'
import type { PartRef } from '../streaming/presenter.ts'
import { partIds } from './ids.ts'
import type { Ui } from './ui.ts'

/** A part of a message with its text as HTML. */
export type ShownPart = Omit<PlainPart, 'text'> & { html: SafeHtml }

/**
 * One part of a message. There is not a word of ours in it, so that readers of all languages may share it: what stands over
 * a thought is put in its place by itself.
 */
export function Part(props: { part: PartRef; kind: PartKind; html: SafeHtml; head?: unknown }) {
  const { kind } = props
  const id = partIds(props.part)
  const html = embed(props.html)
  if (kind === 'text') {
    return (
      <div id={id.text} class="prose">
        {html}
      </div>
    )
  }
  if (kind !== 'thought') {
    return (
      <pre id={id.text} class={kind}>
        {html}
      </pre>
    )
  }
  return (
    <div class="thinking">
      {props.head ?? <div id={id.head} />}
      <div class="thought-text">
        <div id={id.text}>{html}</div>
      </div>
    </div>
  )
}

/**
 * What stands over a thought, and folds it. The text stands beside it and not inside: so it is folded when the thought is
 * over without being sent again, and what a reader has opened since stays open as the page goes on.
 */
export function ThoughtHead({ ui, part, ms, open }: { ui: Ui; part: PartRef; ms?: number | undefined; open: boolean }) {
  const seconds = ms === undefined ? undefined : Math.max(1, Math.round(ms / 1000))
  return (
    <details id={partIds(part).head} class="thought" open={open}>
      <summary>{open ? ui.words.phase.thinking : ui.words.thought(seconds)}</summary>
    </details>
  )
}

/** All parts of a message that is not being written. */
export function Parts({ ui, messageId, parts }: { ui: Ui; messageId: PartRef['messageId']; parts: ShownPart[] }) {
  return (
    <>
      {parts.map(({ kind, html, ms }, index) => {
        const part = { messageId, index }
        return (
          <Part part={part} kind={kind} html={html} head={<ThoughtHead ui={ui} part={part} ms={ms} open={false} />} />
        )
      })}
      {/* A message that says nothing has its place for a text all the same. */}
      {!parts.some(({ kind }) => kind === 'text') && <div class="prose" />}
    </>
  )
}

/** The text of a part that is no Markdown. */
export function plainText(text: string): SafeHtml {
  return fromView(<Text text={text} />)
}

function Text({ text }: { text: string }) {
  return text
}
