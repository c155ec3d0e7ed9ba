import type { Message } from '../db/schema.ts'
import { embed, fromView, halves, type SafeHtml } from '../markdown/sanitize.tsx'
import type { Answer } from '../streaming/answer.ts'
import type { AroundPresenter, PartsPresenter, Presenter, ReaderClass } from '../streaming/presenter.ts'
import { type Languages, languageOf } from '../strings/languages.ts'
import { ids, messageIds, partIds } from './ids.ts'
import { Foot } from './message-foot.tsx'
import { Part, plainText, ThoughtHead } from './part.tsx'
import { PhaseLine } from './phase-line.tsx'
import { createUi, type SiteMap, type Ui } from './ui.ts'

/** A running answer as partials for swaps, out of the same components as the page. */
export function createPresenter(languages: Languages, siteMap: SiteMap): Presenter {
  const made = new Map<string, AroundPresenter>()
  return {
    parts,
    around({ language, right }) {
      const { tag } = languageOf(languages, language)
      const key = `${tag} ${right}`
      const ui = createUi(siteMap, languages, { language: tag, zone: undefined, theme: undefined })
      const around = made.get(key) ?? createAround(ui, right)
      made.set(key, around)
      return around
    },
  }
}

const parts: PartsPresenter = {
  textId: (part) => partIds(part).text,
  part: (part, kind, html) => fromView(<Part part={part} kind={kind} html={html} />),
  all: (messageId, html) => partial(messageIds(messageId).body, 'innerHTML', embed(html)),
  added: (messageId, html) => partial(messageIds(messageId).body, 'beforeend', embed(html)),
  grown: (part, text) => partial(partIds(part).text, 'beforeend', text),
  plain: plainText,
  end: (messageId) => fromView(<hx-partial id={messageIds(messageId).live} hx-swap="delete" />),
}

/** What stands around the parts, in the words of one class of readers. */
function createAround(ui: Ui, right: ReaderClass['right']): AroundPresenter {
  const words = ui.words.messages
  const dom = (answer: Answer) => messageIds(answer.ref.messageId)
  const told = ({ phase, status }: Answer) =>
    phase !== 'ended' ? words.told[phase] : status === 'streaming' ? '' : words.told[status]
  const head = (answer: Answer, index: number) => {
    const part = { messageId: answer.ref.messageId, index }
    const open = answer.phase !== 'ended' && index === answer.parts.length - 1
    return <ThoughtHead ui={ui} part={part} ms={answer.parts[index]?.ms} open={open} />
  }
  const foot = (answer: Answer) => (
    <Foot
      ui={ui}
      shown={{ message: messageOf(answer), versions: answer.place.versions }}
      unsaved={answer.unsaved}
      right={right}
    />
  )

  return {
    phase: (answer) =>
      fromView(
        <>
          <Partial id={dom(answer).phase}>
            <PhaseLine
              ui={ui}
              message={{ id: answer.ref.messageId, chatId: answer.ref.chatId }}
              phase={answer.phase}
              ahead={answer.ahead}
              right={right}
            />
          </Partial>
          <Partial id={ids.announcer}>{told(answer)}</Partial>
        </>,
      ),

    thought: (answer, index) =>
      fromView(
        <hx-partial id={partIds({ messageId: answer.ref.messageId, index }).head} hx-swap="outerHTML">
          {head(answer, index)}
        </hx-partial>,
      ),

    ended: (answer) =>
      fromView(
        <>
          <Partial id={dom(answer).phase}>{null}</Partial>
          <Partial id={ids.announcer}>{told(answer)}</Partial>
          {/* Last: app.js has the answer read out when this is there. */}
          <Partial id={dom(answer).foot}>{foot(answer)}</Partial>
        </>,
      ),

    finished: (answer, index, html) =>
      fromView(
        <Part
          part={{ messageId: answer.ref.messageId, index }}
          kind={answer.parts[index]?.kind ?? 'text'}
          html={html}
          head={head(answer, index)}
        />,
      ),
    body: () =>
      halves((hole) => (
        <div class="parts" hx-disable>
          {embed(hole)}
        </div>
      )),
    text: (answer, index) =>
      halves((hole) => <Part part={{ messageId: answer.ref.messageId, index }} kind="text" html={hole} />),
    foot: (answer) => fromView(foot(answer)),
  }
}

function partial(id: string, swap: string, content: unknown): SafeHtml {
  return fromView(
    <hx-partial id={id} hx-swap={swap}>
      {content}
    </hx-partial>,
  )
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
    thinkingMs: null,
    loadMs: none(counts.loadMs),
    answerMs: none(counts.answerMs),
    totalMs: none(counts.totalMs),
    createdAt: 0,
    updatedAt: 0,
  }
}
