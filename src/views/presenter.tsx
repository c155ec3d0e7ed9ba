import type { Message } from '../db/schema.ts'
import type { Answer, MessageRef } from '../streaming/answer.ts'
import type { Presenter } from '../streaming/presenter.ts'
import { ids, messageIds } from './ids.ts'
import { Foot } from './message-foot.tsx'
import { PhaseLine } from './phase-line.tsx'
import { Thought } from './thought.tsx'
import { toHtml } from './to-html.ts'
import type { Ui } from './ui.ts'

/** A running answer as partials for swaps, out of the same components as the page. */
export function createPresenter(ui: Ui): Presenter {
  const words = ui.words.messages
  const dom = (answer: { ref: Pick<MessageRef, 'messageId'> }) => messageIds(answer.ref.messageId)
  const phaseLine = (answer: Answer) => (
    <PhaseLine ui={ui} message={messageOf(answer)} phase={answer.phase} ahead={answer.ahead} />
  )
  const thought = (answer: Answer, open: boolean, text = answer.thinking) =>
    text === '' ? null : <Thought ui={ui} id={answer.ref.messageId} text={text} ms={answer.thinkingMs} open={open} />
  const foot = (answer: Answer) => (
    <Foot ui={ui} shown={{ message: messageOf(answer), versions: answer.place.versions }} unsaved={answer.unsaved} />
  )

  const told = ({ phase, status }: Answer) =>
    phase !== 'ended' ? words.told[phase] : status === 'streaming' ? '' : words.told[status]

  return {
    id: (answer) => dom(answer).message,

    phase: (answer) =>
      toHtml(
        <>
          {answer.phase === 'answering' && answer.thinking !== '' && (
            <Partial id={dom(answer).thought}>{thought(answer, false)}</Partial>
          )}
          <Partial id={dom(answer).phase}>{phaseLine(answer)}</Partial>
          <Partial id={ids.announcer}>{told(answer)}</Partial>
        </>,
      ),

    thinking: (answer, from, to) =>
      toHtml(
        from === 0 ? (
          <Partial id={dom(answer).thought}>
            {thought(answer, answer.content === '' && answer.phase !== 'ended', answer.thinking.slice(0, to))}
          </Partial>
        ) : (
          <hx-partial id={dom(answer).thoughtText} hx-swap="beforeend">
            {answer.thinking.slice(from, to)}
          </hx-partial>
        ),
      ),

    body: (answer, text) => `<hx-partial id="${dom(answer).body}" hx-swap="innerHTML">${text}</hx-partial>`,

    ended: (answer) =>
      toHtml(
        <>
          {answer.thinking !== '' && <Partial id={dom(answer).thought}>{thought(answer, false)}</Partial>}
          <Partial id={dom(answer).phase}>{null}</Partial>
          <Partial id={ids.announcer}>{told(answer)}</Partial>
          {/* Last: app.js has the answer read out when this is there. */}
          <Partial id={dom(answer).foot}>{foot(answer)}</Partial>
        </>,
      ),

    // What stands between them is sent piece by piece.
    before: (answer) => `${toHtml(thought(answer, false) ?? '')}<div class="prose" hx-disable>`,
    after: (answer) => `</div>${toHtml(foot(answer))}`,
    end: (answer) => toHtml(<hx-partial id={dom(answer).live} hx-swap="delete" />),
  }
}

/** Replaces the inside of one element, wherever the stream is listened to. */
function Partial({ id, children }: { id: string; children: unknown }) {
  return (
    <hx-partial id={id} hx-swap="innerHTML">
      {children}
    </hx-partial>
  )
}

/** The stored form of an answer, as far as views look at it. */
export function messageOf(answer: Answer): Message {
  const { counts, ref } = answer
  const none = <T,>(value: T | undefined): T | null => value ?? null
  return {
    id: ref.messageId,
    chatId: ref.chatId,
    userId: ref.userId,
    parentId: answer.place.parentId,
    role: 'assistant',
    status: answer.status,
    content: answer.content,
    thinking: answer.thinking,
    model: answer.model,
    leftOrder: null,
    attempt: answer.attempt,
    revivals: 0,
    error: none(answer.error),
    finishReason: none(counts.finishReason),
    promptTokens: none(counts.promptTokens),
    answerTokens: none(counts.answerTokens),
    contextTokens: none(counts.contextTokens),
    thinkingMs: none(answer.thinkingMs),
    loadMs: none(counts.loadMs),
    answerMs: none(counts.answerMs),
    totalMs: none(counts.totalMs),
    createdAt: 0,
    updatedAt: 0,
  }
}
