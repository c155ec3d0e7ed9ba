import type { Child } from 'hono/jsx'
import type { Ui } from './ui.ts'

/** A page that is no chat: a form, or a list of things that have forms. */
export function Pane({ title, text, children }: { title: string; text?: string; children: Child }) {
  return (
    <section class="pane">
      <h1>{title}</h1>
      {text !== undefined && <p class="pane-text">{text}</p>}
      {children}
    </section>
  )
}

/** Things that a person has made, each with its page and a button that deletes it. */
export function OwnList({
  ui,
  items,
  empty,
  add,
}: {
  ui: Ui
  items: {
    name: string
    detail: string
    /** Its page, where it is edited. */
    href: string
    deletion: string
    /** Where a form posts to take it into a new chat. */
    use?: string
  }[]
  empty: string
  add: { href: string; label: string }
}) {
  const { actions } = ui.words
  return (
    <>
      {items.length === 0 && <p class="empty">{empty}</p>}
      <ul class="own-list">
        {items.map(({ name, detail, href, deletion, use }) => (
          <li>
            <a href={href}>
              <strong>{name}</strong>
              <span>{detail}</span>
            </a>
            {use !== undefined && (
              <form method="post" action={use}>
                <button type="submit" class="quiet" aria-label={`${actions.use}: ${name}`}>
                  {actions.use}
                </button>
              </form>
            )}
            <form
              method="post"
              action={deletion}
              hx-post={deletion}
              hx-confirm={actions.confirmOwn(name)}
              hx-target="closest li"
              hx-swap="delete"
            >
              <button type="submit" class="quiet" aria-label={`${actions.delete}: ${name}`}>
                {actions.delete}
              </button>
            </form>
          </li>
        ))}
      </ul>
      <a class="button" href={add.href}>
        {add.label}
      </a>
    </>
  )
}
