import type { Message } from '../db/schema.ts'
import type { MessageId } from '../ids.ts'
import type { Counts } from '../providers/provider.ts'
import { Answer } from '../streaming/answer.ts'

/** A stored assistant message as an ended answer. One that says it still runs was left behind by a server that went away. */
export function storedAnswer(message: Message, versions: MessageId[]): Answer {
  const { userId, chatId, id: messageId, parentId, attempt, content, thinking, thinkingMs } = message
  const answer = new Answer({
    ref: { userId, chatId, messageId },
    place: { parentId, versions },
    model: message.model ?? '',
    attempt,
    before: { content, thinking, ...(thinkingMs === null ? {} : { thinkingMs }) },
  })
  answer.counts = countsOf(message)
  answer.end(message.status === 'streaming' ? 'interrupted' : message.status, message.error ?? undefined)
  return answer
}

function countsOf(message: Message): Counts {
  const { promptTokens, answerTokens, contextTokens, loadMs, answerMs, totalMs, finishReason } = message
  const counted = { promptTokens, answerTokens, contextTokens, loadMs, answerMs, totalMs, finishReason }
  return Object.fromEntries(Object.entries(counted).filter(([, value]) => value !== null))
}
