import { Hono } from 'hono'
import { copy } from '../chat/copy.ts'
import { ask, regenerate, remove, resume, revise, showBranch } from '../chat/turn.ts'
import { type AppContext, type AppEnv, asksForFragment, type Dependencies } from '../context.ts'
import { findChat } from '../db/chats.ts'
import { findMessage } from '../db/messages.ts'
import type { Chat } from '../db/schema.ts'
import { isChatId, type MessageId, messageIdOf } from '../ids.ts'
import { notFound } from '../problem.ts'
import { eventStreamHeaders } from '../streaming/event.ts'
import type { ReaderClass } from '../streaming/presenter.ts'
import { MessageItems, Thread } from '../views/chat-view.tsx'
import { ModelButtons } from '../views/model-picker.tsx'
import { Pane } from '../views/pane.tsx'
import { messageJson } from '../views/plain-chat.ts'
import { Revision } from '../views/revision.tsx'
import { fields, readForm } from './http/form.ts'
import { loadChat, loadMessage, loadThread, show } from './http/load.ts'
import { modelChoice, page } from './http/page.tsx'
import { redirect } from './http/redirect.ts'
import { markdown, representationOf } from './http/representation.ts'
import { endedStream, goneStream } from './stored-stream.tsx'

/** The messages of a chat: write one, hear its answer, and everything that can be done with one. */
export function messageRoutes(deps: Dependencies) {
  const { hub, chats } = deps

  /** After a change of the branch: the thread anew, or the page. */
  async function changed(c: AppContext, chat: Chat, back?: MessageId) {
    const now = await findChat(chats, chat.userId, chat.id)
    if (!now) throw notFound()
    const thread = await loadThread(deps, now, { back })
    if (asksForFragment(c)) return c.html(<Thread ui={c.var.ui} thread={thread} />)
    const running = thread.some(({ message }) => message.status === 'streaming')
    return c.redirect(running ? c.var.ui.links.growing(chat.id) : c.var.ui.links.chat(chat.id), 303)
  }

  /** What there is to read of a message; nothing when it is not there. */
  async function streamOf(c: AppContext, messageId: MessageId) {
    const { userId } = c.var.viewer
    const chatId = c.req.param('chat') ?? ''
    if (!isChatId(chatId) || !(await findMessage(chats, userId, chatId, messageId))) return undefined
    const ref = { userId, chatId, messageId }
    const reader: ReaderClass = { language: c.var.ui.language, right: 'write' }
    return (await hub.subscribe(ref, reader, c.req.header('Last-Event-ID'))) ?? endedStream(deps, c.var.ui, ref, reader)
  }

  return new Hono<AppEnv>()
    .post('/', async (c) => {
      const chat = await loadChat(deps, c)
      const { content, model = chat.model } = await readForm(c, fields(c.var.ui.words).message)
      const turn = await ask(deps, chat, { content, model })
      if (!turn) throw notFound()
      if (!asksForFragment(c)) return c.redirect(c.var.ui.links.growing(chat.id), 303)
      const shown = await show(deps, chat, [turn.question, turn.answer])
      return c.html(<MessageItems ui={c.var.ui} thread={shown} />)
    })

    .get('/:message', async (c) => {
      const { id, wanted } = representationOf(c, c.req.param('message'))
      const { chat, message } = await loadMessage(deps, c, undefined, id)
      if (wanted === 'markdown') return markdown(c, message.content)
      if (wanted === 'json') return c.json(messageJson(message))
      return c.redirect(c.var.ui.links.chatAt(chat.id, message.id), 303)
    })

    .get('/:message/stream', async (c) => {
      const messageId = messageIdOf(c.req.param('message'))
      const stream = messageId && (await streamOf(c, messageId))
      return c.body(stream ?? goneStream(deps, messageId), 200, eventStreamHeaders)
    })

    .post('/:message/cancellation', async (c) => {
      const { chat, message } = await loadMessage(deps, c)
      await hub.cancel({ userId: chat.userId, chatId: chat.id, messageId: message.id })
      return asksForFragment(c) ? c.body(null, 204) : c.redirect(c.var.ui.links.chat(chat.id), 303)
    })

    .post('/:message/continuation', async (c) => {
      const { chat, message } = await loadMessage(deps, c, 'assistant')
      await resume(deps, chat.userId, message.id)
      return changed(c, chat, message.id)
    })

    .post('/:message/answers', async (c) => {
      const { chat, message } = await loadMessage(deps, c, 'user')
      const { model = chat.model } = await readForm(c, fields(c.var.ui.words).answer)
      await regenerate(deps, chat, message, model)
      return changed(c, chat)
    })

    .get('/:message/answers', async (c) => {
      const { chat, message } = await loadMessage(deps, c, 'user')
      const action = c.var.ui.links.answers(chat.id, message.id)
      const models = (
        <ModelButtons ui={c.var.ui} choice={await modelChoice(deps, c.var.viewer.userId, chat.model)} action={action} />
      )
      if (asksForFragment(c)) return c.html(models)
      const title = c.var.ui.words.models.regenerateWith
      return c.html(await page(deps, c, { title, current: chat.id, children: <Pane title={title}>{models}</Pane> }))
    })

    .get('/:message/revision', async (c) => {
      const { chat, message } = await loadMessage(deps, c, 'user')
      if (asksForFragment(c)) return c.html(<Revision ui={c.var.ui} message={message} />)
      return c.html(
        await page(deps, c, {
          title: chat.title,
          current: chat.id,
          children: (
            <div class="thread">
              <Revision ui={c.var.ui} message={message} />
            </div>
          ),
        }),
      )
    })

    .post('/:message/revision', async (c) => {
      const { chat, message } = await loadMessage(deps, c, 'user')
      const { content, model = chat.model } = await readForm(c, fields(c.var.ui.words).message)
      await revise(deps, chat, message, { content, model })
      return changed(c, chat)
    })

    .post('/:message/branch', async (c) => {
      const { chat, message } = await loadMessage(deps, c)
      await showBranch(deps, chat, message.id)
      return changed(c, chat, message.id)
    })

    .post('/:message/fork', async (c) => {
      const { chat, message } = await loadMessage(deps, c)
      const made = await copy(deps, chat, { title: c.var.ui.words.lists.forkTitle(chat.title), upTo: message.id })
      if (!made) throw notFound()
      return redirect(c, c.var.ui.links.chat(made.id))
    })

    .post('/:message/deletion', async (c) => {
      const { chat, message } = await loadMessage(deps, c)
      await remove(deps, chat, message)
      return changed(c, chat)
    })
}
