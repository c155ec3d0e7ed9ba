import { Hono } from 'hono'
import { openChat, stopAll } from '../chat/turn.ts'
import { type AppContext, type AppEnv, asksForFragment, type Dependencies } from '../context.ts'
import { findChat } from '../db/chats.ts'
import type { Chat } from '../db/schema.ts'
import type { MessageId } from '../ids.ts'
import { notFound, ProblemError } from '../problem.ts'
import { ChatList } from '../views/chat-list.tsx'
import { ChatView, Earlier, PastView, Thread } from '../views/chat-view.tsx'
import { chatJson, chatMarkdown } from '../views/plain-chat.ts'
import { growingPage } from './growing-page.tsx'
import { fields, readForm } from './http/form.ts'
import { listed } from './http/listed.ts'
import { loadChat, loadThread, messageIn, opened, pageWith, shownBranch } from './http/load.ts'
import { loadPreset } from './http/load-preset.ts'
import { modelChoice, page } from './http/page.tsx'
import { markdown, representationOf } from './http/representation.ts'

/** One chat: opened with its first message, shown, and stopped. What is done with it in the list is in chat-list.tsx. */
export function chatRoutes(deps: Dependencies) {
  const { chats } = deps

  /** The newest messages, with the box; while an answer runs, a page that grows for those who cannot listen. */
  async function newest(c: AppContext, chat: Chat) {
    const { ui } = c.var
    const thread = await loadThread(deps, chat)
    if (asksForFragment(c)) return c.html(<Thread ui={ui} thread={thread} />)
    const choice = await modelChoice(deps, c.var.viewer.userId, chat.model)
    const running = thread.find(({ message }) => message.status === 'streaming')
    // Only browsers name text/html; curl and scripts get the page that grows.
    const plain = c.req.query('growing') !== undefined || !c.req.header('Accept')?.includes('text/html')
    if (running && plain) return growingPage(deps, c, { chat, thread, choice, running })
    const growing = running ? { growing: ui.links.growing(chat.id) } : {}
    const children = <ChatView ui={ui} chat={chat} thread={thread} choice={choice} />
    return c.html(await page(deps, c, { title: chat.title, current: chat.id, ...growing, children }))
  }

  /** A page of messages from above the newest ones. */
  async function earlier(c: AppContext, chat: Chat, before: MessageId) {
    const { ui } = c.var
    const thread = await loadThread(deps, chat, { before })
    if (thread.length === 0) throw notFound()
    if (asksForFragment(c)) return c.html(<Earlier ui={ui} thread={thread} />)
    const children = <PastView ui={ui} chat={chat} thread={thread} />
    return c.html(await page(deps, c, { title: chat.title, current: chat.id, children }))
  }

  return new Hono<AppEnv>()
    .post('/', async (c) => {
      const { ui } = c.var
      const { words, links } = ui
      const { content, model, preset: wanted } = await readForm(c, fields(words).opening)
      const preset = await loadPreset(deps, c.var.viewer.userId, wanted)
      if (wanted !== undefined && !preset) throw new ProblemError(422, ({ presets }) => presets.gone)
      const chosen = model ?? (await modelChoice(deps, c.var.viewer.userId, preset?.model ?? undefined)).chosen
      const opened = await openChat(deps, c.var.viewer.userId, { content, model: chosen, settings: preset?.settings })
      const chat = opened && (await findChat(chats, c.var.viewer.userId, opened.chatId))
      if (!chat) throw notFound()
      if (!asksForFragment(c)) return c.redirect(links.growing(chat.id), 303)
      c.header('HX-Push-Url', links.chat(chat.id))
      return c.html(
        <>
          <title>{`${chat.title} · ${words.name}`}</title>
          <ChatView
            ui={ui}
            chat={chat}
            thread={await loadThread(deps, chat)}
            choice={await modelChoice(deps, c.var.viewer.userId, chosen)}
          />
          <ChatList ui={ui} listed={await listed(deps, c, { current: chat.id })} oob />
        </>,
      )
    })

    .get('/:chat', async (c) => {
      const { id, wanted } = representationOf(c, c.req.param('chat'))
      const wantedMessage = messageIn(c, 'message')
      const chat = await opened(deps, c, await loadChat(deps, c, id), wantedMessage)
      if (wanted === 'markdown') return markdown(c, chatMarkdown(c.var.ui, chat, await shownBranch(deps, chat)))
      if (wanted === 'json') return c.json(chatJson(chat, await shownBranch(deps, chat)))
      const before = wantedMessage === undefined ? messageIn(c, 'before') : await pageWith(deps, chat, wantedMessage)
      return before === undefined ? newest(c, chat) : earlier(c, chat, before)
    })

    .post('/:chat/cancellation', async (c) => {
      const chat = await loadChat(deps, c)
      await stopAll(deps, chat)
      return asksForFragment(c) ? c.body(null, 204) : c.redirect(c.var.ui.links.chat(chat.id), 303)
    })
}
