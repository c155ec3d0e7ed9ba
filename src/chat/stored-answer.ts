import type { Message } from '../db/schema.ts'
import type { MessageId } from '../ids.ts'
import type { Counts } from '../providers/provider.ts'
import { Answer } from '../streaming/answer.ts'
import type { PlainPart } from '../streaming/part.ts'

/** A stored assistant message as an ended answer. One that says it still runs was left behind by a server that went away. */
export function storedAnswer(message: Message, versions: MessageId[]): Answer {
  const { userId, chatId, id: messageId, parentId, attempt } = message
  const answer = new Answer({
    ref: { userId, chatId, messageId },
    place: { parentId, versions },
    model: message.model ?? '',
    attempt,
    before: partsOf(message),
  })
  answer.counts = countsOf(message)
  answer.end(message.status === 'streaming' ? 'interrupted' : message.status, message.error ?? undefined)
  return answer
}

/** The parts of a stored message. */
export function partsOf({ thinking, thinkingMs, content }: Message): PlainPart[] {
  return [
    ...(thinking === ''
      ? []
      : [{ kind: 'thought' as const, text: thinking, ...(thinkingMs !== null && { ms: thinkingMs }) }]),
    ...(content === '' ? [] : [{ kind: 'text' as const, text: content }]),
  ]
}

function countsOf(message: Message): Counts {
  const { promptTokens, answerTokens, contextTokens, loadMs, answerMs, totalMs, finishReason } = message
  const counted = { promptTokens, answerTokens, contextTokens, loadMs, answerMs, totalMs, finishReason }
  return Object.fromEntries(Object.entries(counted).filter(([, value]) => value !== null))
}
