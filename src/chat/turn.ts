import { lastShownLeaf, runningAnswers, siblings } from '../db/branches.ts'
import { setTip } from '../db/chats.ts'
import type { Database } from '../db/database.ts'
import { deleteMessage, findMessage, resumeMessage } from '../db/messages.ts'
import type { Chat, Message } from '../db/schema.ts'
import { insertAnswer, insertTurn, type Turn } from '../db/turns.ts'
import type { ChatId, MessageId, UserId } from '../ids.ts'
import type { ChatSettings } from '../settings/table.ts'
import type { Hub } from '../streaming/hub.ts'
import { partsOf } from './stored-answer.ts'
import { firstWords } from './title.ts'

export type TurnTools = { chats: Database; hub: Hub; now: () => number; newChatId: () => ChatId }

/** A question that opens a chat: stores both, and starts the answer. */
export async function openChat(
  tools: TurnTools,
  userId: UserId,
  { content, model, settings }: { content: string; model: string; settings?: ChatSettings | undefined },
): Promise<(Turn & { chatId: ChatId }) | undefined> {
  const chatId = tools.newChatId()
  const chat = { title: firstWords(content), ...(settings && { settings }) }
  const turn = await insertTurn(tools.chats, { userId, chatId, chat, parentId: null, content, model, now: tools.now() })
  if (!turn) return undefined
  await begin(tools, turn.answer)
  return { ...turn, chatId }
}

/** A question at the end of the shown branch. While an answer runs there, the new one waits for it. */
export async function ask(
  tools: TurnTools,
  chat: Chat,
  { content, model }: { content: string; model: string },
): Promise<Turn | undefined> {
  return say(tools, chat, chat.tipId, content, model)
}

/** The same place in the chat said differently: a new branch beside the old question. */
export async function revise(
  tools: TurnTools,
  chat: Chat,
  question: Message,
  { content, model }: { content: string; model: string },
): Promise<Turn | undefined> {
  return say(tools, chat, question.parentId, content, model)
}

/** Another answer to the same question, beside the ones that are there. */
export async function regenerate(
  tools: TurnTools,
  chat: Chat,
  question: Message,
  model: string,
): Promise<Message | undefined> {
  const { id: chatId, userId } = chat
  const answer = await insertAnswer(tools.chats, { userId, chatId, parentId: question.id, model, now: tools.now() })
  if (answer) await begin(tools, answer)
  return answer
}

/** Lets an answer that is not at its end go on from its text. */
export async function resume(
  tools: TurnTools,
  userId: UserId,
  messageId: MessageId,
  { revival = false }: { revival?: boolean } = {},
): Promise<Message | undefined> {
  const answer = await resumeMessage(tools.chats, userId, messageId, { now: tools.now(), revival })
  if (answer) await begin(tools, answer)
  return answer
}

/** Shows the branch that a message is on, down to the end that was shown last. */
export async function showBranch(tools: TurnTools, chat: Chat, messageId: MessageId): Promise<boolean> {
  const leaf = await lastShownLeaf(tools.chats, chat.userId, chat.id, messageId)
  return leaf !== undefined && setTip(tools.chats, chat.userId, chat.id, leaf)
}

/** Deletes a message with all that follows it; answers that are being written there are stopped first. */
export async function remove(tools: TurnTools, chat: Chat, message: Message): Promise<boolean> {
  await stopAll(tools, chat, message.id)
  return deleteMessage(tools.chats, chat.userId, chat.id, message.id)
}

/** Stops every answer that is being written in a chat, or at and below one of its messages. */
export async function stopAll(
  { chats, hub }: TurnTools,
  { id: chatId, userId }: Chat,
  below?: MessageId,
): Promise<void> {
  const running = await runningAnswers(chats, userId, chatId, below)
  await Promise.all(running.map((messageId) => hub.cancel({ userId, chatId, messageId })))
}

async function say(
  tools: TurnTools,
  chat: Chat,
  parentId: MessageId | null,
  content: string,
  model: string,
): Promise<Turn | undefined> {
  const { id: chatId, userId } = chat
  const turn = await insertTurn(tools.chats, { userId, chatId, parentId, content, model, now: tools.now() })
  if (!turn) return undefined
  await begin(tools, turn.answer)
  return turn
}

/** Starts the generation of a stored answer, from what it has already. It waits for one that runs above it. */
async function begin(tools: TurnTools, answer: Message): Promise<void> {
  const { id: messageId, userId, chatId, parentId, attempt } = answer
  const versions = (await siblings(tools.chats, userId, chatId, [parentId])).get(parentId) ?? [messageId]
  const question = await parentOf(tools, answer)
  const above = question && (await parentOf(tools, question))
  await tools.hub.start({
    ref: { userId, chatId, messageId },
    place: { parentId, versions },
    attempt,
    model: answer.model ?? '',
    before: partsOf(answer),
    ...(above?.status === 'streaming' ? { after: above.id } : {}),
  })
}

async function parentOf({ chats }: TurnTools, { userId, chatId, parentId }: Message): Promise<Message | undefined> {
  return parentId === null ? undefined : findMessage(chats, userId, chatId, parentId)
}
