import type { FoundChat, FoundMessage, Piece } from '../db/search.ts'
import { ids } from './ids.ts'
import { Pane } from './pane.tsx'
import type { Ui } from './ui.ts'

/** What was found for a query. */
export type Found = { query: string; chats: FoundChat[]; messages: FoundMessage[]; more: boolean }

export function Search({ ui, found }: { ui: Ui; found: Found }) {
  const { words, links } = ui
  return (
    <Pane title={words.search.title}>
      <search>
        <form
          class="search"
          method="get"
          action={links.search}
          hx-get={links.search}
          hx-trigger="submit, input changed delay:200ms from:find input"
          hx-target={`#${ids.searchResults}`}
          hx-swap="outerHTML"
          hx-replace-url="true"
          hx-sync="this:replace"
        >
          <input
            type="search"
            name="q"
            value={found.query}
            aria-label={words.search.label}
            placeholder={words.search.placeholder}
            maxlength={500}
            autocomplete="off"
            autofocus
          />
          <button type="submit">{words.search.submit}</button>
        </form>
      </search>
      <Count ui={ui} found={found} />
      <Results ui={ui} found={found} />
    </Pane>
  )
}

/** What changes as one types: the results, and beside them how many there are, in a place that is read out. */
export function FoundFragment({ ui, found }: { ui: Ui; found: Found }) {
  return (
    <>
      <Results ui={ui} found={found} />
      <Count ui={ui} found={found} oob />
    </>
  )
}

function Count({ ui, found, oob }: { ui: Ui; found: Found; oob?: boolean }) {
  return (
    <p id={ids.searchCount} class="search-count" role="status" hx-swap-oob={oob ? 'innerHTML' : undefined}>
      {countText(ui, found)}
    </p>
  )
}

function countText({ words: { search } }: Ui, { query, chats, messages, more }: Found): string {
  if (query === '') return ''
  if (chats.length + messages.length === 0) return search.nothing(query)
  return search.found(messages.length, more)
}

function Results({ ui, found }: { ui: Ui; found: Found }) {
  const { search } = ui.words
  const { query, chats, messages } = found
  return (
    <div id={ids.searchResults}>
      {query === '' && <Syntax ui={ui} />}
      {chats.length > 0 && <h2 class="results-title">{search.chats}</h2>}
      <ul class="results">
        {chats.map(({ chatId, title, updatedAt }) => (
          <li>
            <a href={ui.links.chat(chatId)}>
              <strong dir="auto">
                <Marked pieces={title} />
              </strong>
              <small>{ui.times.day(updatedAt)}</small>
            </a>
          </li>
        ))}
      </ul>
      {messages.length > 0 && <h2 class="results-title">{search.messages}</h2>}
      <ul class="results">
        {messages.map(({ chatId, messageId, title, role, createdAt, snippet }) => (
          <li>
            <a href={ui.links.chatAt(chatId, messageId)}>
              <strong dir="auto">{title}</strong>
              <small>{`${ui.words.roles[role]} · ${ui.times.day(createdAt)}`}</small>
              <p dir="auto">
                <Marked pieces={snippet} />
              </p>
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Marked({ pieces }: { pieces: Piece[] }) {
  return <>{pieces.map(({ text, marked }) => (marked ? <mark>{text}</mark> : text))}</>
}

function Syntax({ ui: { words } }: { ui: Ui }) {
  return (
    <section class="syntax">
      <h2>{words.search.syntaxTitle}</h2>
      <dl>
        {words.search.syntax.map(([example, meaning]) => (
          <div>
            <dt>
              <code>{example}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
