import type { Child } from 'hono/jsx'
import { extensionOf } from './languages.ts'
import { embed, type SafeHtml, trust } from './sanitize.tsx'
import type { Labels } from './tools.ts'

export type Align = 'left' | 'center' | 'right' | undefined

/** Every element that rendered text can contain is in this file, or mathml.tsx: what has no function here cannot be emitted. */

/** Text as HTML. The one escape beside Hono's own: a hot path, so plain text costs one test and no copy. */
export function escapeText(text: string): SafeHtml {
  return trust(/[&<>"']/.test(text) ? text.replace(/[&<>"']/g, escapeCharacter) : text)
}

function escapeCharacter(character: string): string {
  if (character === '&') return '&amp;'
  if (character === '<') return '&lt;'
  if (character === '>') return '&gt;'
  return character === '"' ? '&quot;' : '&#39;'
}

function html(node: Child): SafeHtml {
  return trust(String(node))
}

/**
 * Which way a block runs: `auto`, by its own first letter, for the blocks that stand for themselves; what is in them runs as
 * they do.
 */
export type Direction = 'auto' | undefined

export function paragraph(id: string, dir: Direction, inner: SafeHtml): SafeHtml {
  return html(
    <p id={id} dir={dir}>
      {embed(inner)}
    </p>,
  )
}

/** Lines as a person typed them. */
export function typed(inner: SafeHtml): SafeHtml {
  return html(<p>{embed(inner)}</p>)
}

/** A paragraph of a tight list item that is not its first child: bare text would have no address. */
export function bare(id: string, inner: SafeHtml): SafeHtml {
  return html(<span id={id}>{embed(inner)}</span>)
}

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const

export function heading(id: string, dir: Direction, level: number, inner: SafeHtml): SafeHtml {
  const Heading = headings[level - 1] ?? 'h6'
  return html(
    <Heading id={id} dir={dir}>
      {embed(inner)}
    </Heading>,
  )
}

export function rule(): SafeHtml {
  return html(<hr />)
}

export const alerts = ['note', 'tip', 'important', 'warning', 'caution'] as const
export type Alert = (typeof alerts)[number]

export function quote(id: string, dir: Direction, inner: SafeHtml): SafeHtml {
  return html(
    <blockquote id={id} dir={dir}>
      {embed(inner)}
    </blockquote>,
  )
}

export function alert(id: string, dir: Direction, kind: Alert, labels: Labels, inner: SafeHtml): SafeHtml {
  return html(
    <blockquote id={id} dir={dir} class={`alert alert-${kind}`}>
      <p class="alert-title">{labels.alerts[kind]}</p>
      {embed(inner)}
    </blockquote>,
  )
}

export function list(id: string, dir: Direction, start: number | undefined, inner: SafeHtml): SafeHtml {
  if (start === undefined) {
    return html(
      <ul id={id} dir={dir}>
        {embed(inner)}
      </ul>,
    )
  }
  return html(
    <ol id={id} dir={dir} start={start === 1 ? undefined : start}>
      {embed(inner)}
    </ol>,
  )
}

export function item(id: string, inner: SafeHtml): SafeHtml {
  return html(<li id={id}>{embed(inner)}</li>)
}

export function task(id: string, done: boolean, labels: Labels, inner: SafeHtml): SafeHtml {
  return html(
    <li id={id} class="task">
      <input type="checkbox" disabled checked={done} aria-label={done ? labels.done : labels.toDo} /> {embed(inner)}
    </li>,
  )
}

/**
 * A block of code. The id is on the `<code>`, where lines are appended while the fence is open; the class says what a
 * file of it would end in.
 */
export function code(id: string, language: string, inner: SafeHtml): SafeHtml {
  const extension = extensionOf(language)
  return html(
    <figure class="code">
      {language && <figcaption>{language}</figcaption>}
      <pre tabindex={0}>
        <code id={id} class={extension && `language-${extension}`}>
          {embed(inner)}
        </code>
      </pre>
    </figure>,
  )
}

/** A fold. What is added to it comes behind its summary. */
export function details(
  id: string,
  dir: Direction,
  open: boolean,
  summary: SafeHtml | undefined,
  inner: SafeHtml,
): SafeHtml {
  return html(
    <details id={id} dir={dir} open={open}>
      {summary !== undefined && <summary>{embed(summary)}</summary>}
      {embed(inner)}
    </details>,
  )
}

export function table(id: string, dir: Direction, head: SafeHtml, rows: SafeHtml): SafeHtml {
  return html(
    <table id={id} dir={dir}>
      <thead>
        <tr>{embed(head)}</tr>
      </thead>
      {rows && <tbody>{embed(rows)}</tbody>}
    </table>,
  )
}

export function tableBody(rows: SafeHtml): SafeHtml {
  return html(<tbody>{embed(rows)}</tbody>)
}

export function row(id: string, inner: SafeHtml): SafeHtml {
  return html(<tr id={id}>{embed(inner)}</tr>)
}

export function cell(align: Align, inner: SafeHtml): SafeHtml {
  return html(<td align={align}>{embed(inner)}</td>)
}

export function headCell(align: Align, inner: SafeHtml): SafeHtml {
  return html(
    <th scope="col" align={align}>
      {embed(inner)}
    </th>,
  )
}

/** HTML of the model's, cleaned. A `<section>` keeps a stray `<li>` from closing the item around it. */
export function modelHtml(id: string, inner: SafeHtml): SafeHtml {
  return html(
    <section id={id} class="html">
      {embed(inner)}
    </section>,
  )
}

/** The footnotes, at the end of a finished text, in the order of their first reference. */
export function notes(id: string, labels: Labels, inner: SafeHtml): SafeHtml {
  return html(
    <section id={`${id}-notes`} class="footnotes" aria-label={labels.notes}>
      <ol>{embed(inner)}</ol>
    </section>,
  )
}

export function note(id: string, number: number, labels: Labels, inner: SafeHtml): SafeHtml {
  return html(
    <li id={`${id}-note${number}`}>
      {embed(inner)}{' '}
      <a href={`#${id}-ref${number}`} aria-label={labels.back(number)}>
        ↩
      </a>
    </li>,
  )
}

/** A reference to a footnote. While the text runs nobody knows its number (undefined): it shows its label. */
export function reference(id: string, label: string, number: number | undefined, first: boolean): SafeHtml {
  if (number === undefined) return html(<sup>{label}</sup>)
  return html(
    <sup id={first ? `${id}-ref${number}` : undefined}>
      <a href={`#${id}-note${number}`}>{number}</a>
    </sup>,
  )
}

export function emphasis(inner: SafeHtml): SafeHtml {
  return html(<em>{embed(inner)}</em>)
}

export function strong(inner: SafeHtml): SafeHtml {
  return html(<strong>{embed(inner)}</strong>)
}

export function strike(inner: SafeHtml): SafeHtml {
  return html(<del>{embed(inner)}</del>)
}

export function inlineCode(text: string): SafeHtml {
  return html(<code>{text}</code>)
}

export function lineBreak(): SafeHtml {
  return html(<br />)
}

/** A link. `href` must be `linkable`; without one it is a link that is still being written. */
export function link(href: string | undefined, title: string | undefined, inner: SafeHtml): SafeHtml {
  // biome-ignore lint/a11y/useValidAnchor: its address is still being written.
  if (href === undefined) return html(<a>{embed(inner)}</a>)
  return html(
    <a href={href} title={title} rel="noopener noreferrer nofollow" target="_blank">
      {embed(inner)}
    </a>,
  )
}
