import type { Message } from '../db/schema.ts'
import type { MessageId } from '../ids.ts'
import type { ReaderClass } from '../streaming/presenter.ts'
import { Figures } from './figures.tsx'
import { ids, messageIds } from './ids.ts'
import { shortcuts } from './keys.tsx'
import type { ShownMessage } from './message.tsx'
import { Sentence } from './sentence.tsx'
import type { Ui } from './ui.ts'

const resumable = new Set<Message['status']>(['stopped', 'failed', 'interrupted'])

/** What stands under an ended message: how it ended, what it took, its versions, and what can be done with it. */
export function Foot(props: {
  ui: Ui
  shown: Omit<ShownMessage, 'parts'>
  unsaved?: boolean
  right?: ReaderClass['right']
}) {
  const { ui, shown, unsaved = false, right = 'write' } = props
  const { message, versions } = shown
  return (
    <>
      <Ending ui={ui} message={message} unsaved={unsaved} />
      <footer class="foot">
        <Versions ui={ui} message={message} versions={versions} />
        {right === 'write' && <Actions ui={ui} message={message} />}
        {message.role === 'assistant' && <Figures ui={ui} message={message} />}
      </footer>
    </>
  )
}

function Ending({ ui, message, unsaved }: { ui: Ui; message: Message; unsaved: boolean }) {
  const { words } = ui
  const text = words.ended[message.status]
  const why = message.error ?? (message.status === 'failed' && words.ownFault)
  const nothing = message.content === ''
  const empty = message.role === 'assistant' && message.status === 'complete' && nothing
  const partly = resumable.has(message.status) && !nothing
  return (
    <>
      {text !== '' && (
        <p class={`ending ${message.status}`} role={message.status === 'failed' ? 'alert' : undefined}>
          <span>{text}</span> {why && <Sentence text={why} />} {partly && words.kept}
        </p>
      )}
      {empty && <p class="ending">{words.emptyAnswer}</p>}
      {message.finishReason === 'length' && <p class="ending">{words.counts.length}</p>}
      {message.finishReason === 'size' && <p class="ending">{words.counts.size}</p>}
      {unsaved && (
        <p class="ending failed" role="alert">
          {words.unsaved}
        </p>
      )}
    </>
  )
}

/** Arrows between the versions of a message that were written side by side. */
function Versions({ ui, message, versions }: { ui: Ui; message: Message; versions: MessageId[] }) {
  const { words, links } = ui
  if (versions.length < 2) return null
  const index = versions.indexOf(message.id)
  const arrow = (to: MessageId | undefined, label: string, sign: string) => (
    <Action action={links.branch(message.chatId, to ?? message.id)} label={label} disabled={to === undefined}>
      {sign}
    </Action>
  )
  return (
    <div class="versions">
      {arrow(versions[index - 1], words.actions.previous, '‹')}
      <span>{words.branch(index + 1, versions.length)}</span>
      {arrow(versions[index + 1], words.actions.next, '›')}
    </div>
  )
}

function Actions({ ui, message }: { ui: Ui; message: Message }) {
  const { links, words } = ui
  const { chatId, id, parentId, role, status, finishReason } = message
  const edit = links.revision(chatId, id)
  return (
    <div class="actions">
      {(resumable.has(status) || finishReason === 'length') && (
        <Action action={links.continuation(chatId, id)} class="strong">
          {words.actions.continue}
        </Action>
      )}
      {role === 'assistant' && parentId !== null && (
        <>
          <Action action={links.answers(chatId, parentId)}>{words.actions.regenerate}</Action>
          <OtherModel ui={ui} message={{ ...message, parentId }} />
        </>
      )}
      {role === 'user' && (
        <a class="quiet button" href={edit} hx-get={edit} hx-target={`#m${id}`} hx-swap="outerHTML">
          {words.actions.edit}
        </a>
      )}
      {message.content !== '' && <Copy ui={ui} message={message} />}
      <Action action={links.fork(chatId, id)} title={words.actions.forkHint}>
        {words.actions.fork}
      </Action>
      <Action action={links.deletion(chatId, id)} confirm={words.actions.confirmMessage}>
        {words.actions.delete}
      </Action>
    </div>
  )
}

/** Copies the message as Markdown; without JavaScript, shows it. */
function Copy({ ui, message }: { ui: Ui; message: Message }) {
  return (
    <a
      class="quiet button copy"
      href={ui.links.messageMarkdown(message.chatId, message.id)}
      aria-keyshortcuts={message.role === 'assistant' ? shortcuts.copy : undefined}
    >
      {ui.words.messages.copy}
    </a>
  )
}

/** The models for another answer: asked for when the menu is opened, since an answer that has just ended knows of none. */
function OtherModel({ ui, message }: { ui: Ui; message: Message & { parentId: MessageId } }) {
  const label = ui.words.models.regenerateWith
  const href = ui.links.answers(message.chatId, message.parentId)
  const { models } = messageIds(message.id)
  return (
    <>
      <button type="button" class="quiet" popovertarget={models} aria-label={label}>
        ▾
      </button>
      <div id={models} class="model-menu" popover="auto" hx-get={href} hx-trigger="toggle once">
        <a href={href}>{label}</a>
      </div>
    </>
  )
}

/** A form of one button. Without JavaScript it posts and comes back to the page; with it the thread is swapped. */
function Action(props: {
  action: string
  label?: string
  title?: string
  disabled?: boolean
  confirm?: string
  class?: string
  children: string
}) {
  return (
    <form
      method="post"
      action={props.action}
      hx-post={props.action}
      hx-target={`#${ids.thread}`}
      hx-swap="outerHTML"
      hx-confirm={props.confirm}
    >
      <button
        type="submit"
        class={`quiet ${props.class ?? ''}`}
        aria-label={props.label}
        title={props.title}
        disabled={props.disabled}
      >
        {props.children}
      </button>
    </form>
  )
}
