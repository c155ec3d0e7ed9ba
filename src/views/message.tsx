import type { Message } from '../db/schema.ts'
import type { MessageId } from '../ids.ts'
import { messageIds, streamEvents } from './ids.ts'
import { Foot } from './message-foot.tsx'
import { modelName } from './model-name.ts'
import { Parts, type ShownPart } from './part.tsx'
import { PhaseLine } from './phase-line.tsx'
import type { Ui } from './ui.ts'

/** A message with its rendered parts and its place among the versions beside it. */
export type ShownMessage = { message: Message; parts: ShownPart[]; versions: MessageId[] }

export function MessageItem({ ui, shown }: { ui: Ui; shown: ShownMessage }) {
  const { message, parts } = shown
  const dom = messageIds(message.id)
  return (
    <article
      id={dom.message}
      class={`message ${message.role} ${message.status}`}
      aria-label={author(ui, message)}
      tabindex={-1}
    >
      <Author ui={ui} message={message} />
      {/* What the model wrote is inside, so htmx must not obey anything there. */}
      <div id={dom.body} class={isLong(message) ? 'parts folded' : 'parts'} hx-disable>
        <Parts ui={ui} messageId={message.id} parts={parts} />
      </div>
      {isLong(message) && <Unfold ui={ui} />}
      <div id={dom.phase} class="phase">
        {message.status === 'streaming' && <PhaseLine ui={ui} message={message} phase="waiting" ahead={0} />}
      </div>
      <div id={dom.foot}>{message.status !== 'streaming' && <Foot ui={ui} shown={shown} />}</div>
      {message.status === 'streaming' && <Live ui={ui} message={message} />}
    </article>
  )
}

/** A question of more than this many UTF-16 units or lines is folded: who has pasted a file has read it already. */
const LONG = 2000
const MANY_LINES = 24

function isLong({ role, content }: Message): boolean {
  return role === 'user' && (content.length > LONG || content.split('\n', MANY_LINES + 1).length > MANY_LINES)
}

/** Shows all of a folded question, and folds it again: the style sheet looks whether this is open. */
function Unfold({ ui }: { ui: Ui }) {
  const { showAll, showLess } = ui.words.messages
  return (
    <details class="unfold">
      <summary>
        <span class="more">{showAll}</span>
        <span class="less">{showLess}</span>
      </summary>
    </details>
  )
}

/** A running answer in a page without JavaScript: what is sent in the place of `here` is all there is of it. */
export function GrowingMessage({ ui, shown: { message }, here }: { ui: Ui; shown: ShownMessage; here: string }) {
  return (
    <article id={messageIds(message.id).message} class="message assistant" aria-label={author(ui, message)}>
      <Author ui={ui} message={message} />
      <PhaseLine ui={ui} message={message} phase="answering" ahead={0} />
      {here}
    </article>
  )
}

/**
 * Listens to the stream of a running answer. It stands beside the text, not around it: htmx would obey nothing below an
 * element that must listen and be disabled at once. The last event deletes it.
 */
function Live({ ui, message }: { ui: Ui; message: Message }) {
  return (
    <div
      id={messageIds(message.id).live}
      hx-ext="sse"
      sse-connect={ui.links.stream(message.chatId, message.id)}
      sse-swap={streamEvents.all}
      sse-close={streamEvents.last}
      hx-swap="none"
    />
  )
}

/** Who wrote it, and when; the time is the message's address. */
function Author({ ui, message }: { ui: Ui; message: Message }) {
  const { chatId, id, createdAt } = message
  return (
    <header class="author">
      <span>{author(ui, message)}</span>
      <a href={ui.links.chatAt(chatId, id)} title={ui.words.messages.address}>
        <time datetime={new Date(createdAt).toISOString()}>{ui.times.moment(createdAt)}</time>
      </a>
    </header>
  )
}

function author(ui: Ui, message: Message): string {
  if (message.role !== 'assistant' || !message.model) return ui.words.roles[message.role]
  return modelName(message.model)
}
