import type { Chat, Message } from '../db/schema.ts'
import { modelName } from './model-name.ts'
import type { Ui } from './ui.ts'

// A chat and a message without HTML: the same things at the same addresses, for people who take text away and for programs.

/** The shown branch of a chat as one Markdown document, its messages under the names of who wrote them. */
export function chatMarkdown(ui: Ui, chat: Chat, branch: Message[]): string {
  const messages = branch.map((message) => `## ${author(ui, message)}\n\n${message.content.trim()}\n`)
  return [`# ${chat.title}\n`, ...messages].join('\n')
}

/** A chat with its shown branch. Times are ISO 8601, in UTC. */
export function chatJson(
  { id, title, model, settings, pinned, archived, createdAt, updatedAt }: Chat,
  branch: Message[],
) {
  return {
    ...{ id, title, model, settings, pinned, archived, createdAt: iso(createdAt), updatedAt: iso(updatedAt) },
    messages: branch.map(messageJson),
  }
}

/** A message with all that is known of it; tokens are counted, `…Ms` are milliseconds, null is unknown. */
export function messageJson({
  userId: _,
  chatId,
  revivals: __,
  attempt: ___,
  leftOrder: ____,
  createdAt,
  updatedAt,
  ...message
}: Message) {
  return { ...message, chat: chatId, createdAt: iso(createdAt), updatedAt: iso(updatedAt) }
}

function author({ words }: Ui, { role, model }: Message): string {
  return role === 'assistant' && model ? modelName(model) : words.roles[role]
}

function iso(time: number): string {
  return new Date(time).toISOString()
}
