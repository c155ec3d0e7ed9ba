import type { ChatId } from '../ids.ts'
import { fromView, type SafeHtml } from '../markdown/sanitize.tsx'
import { ids } from './ids.ts'
import type { Ui } from './ui.ts'

/** A chat's new title as partials: in the page, where it is shown, and in the list of chats. */
export function titlePartials(ui: Ui, chatId: ChatId, title: string): SafeHtml {
  return fromView(
    <>
      <TitlePartials ui={ui} title={title} />
      {ui.temporary !== 'here' && (
        <hx-partial id={ids.listedChat(chatId)} hx-swap="innerHTML">
          {title}
        </hx-partial>
      )}
    </>,
  )
}

/** The title of the chat that is open, in the window and above it. */
export function TitlePartials({ ui, title }: { ui: Ui; title: string }) {
  return (
    <>
      <hx-partial hx-target="head title" hx-swap="innerHTML">{`${title} · ${ui.words.name}`}</hx-partial>
      <hx-partial id={ids.chatTitle} hx-swap="innerHTML">
        {title}
      </hx-partial>
    </>
  )
}
