import type { Message } from '../db/schema.ts'
import type { Ui } from './ui.ts'

/** From here on the next turns will push the first messages out of the window. */
const ALMOST_FULL = 90

/** What an answer took: tokens, speed, times, and how full the model's window is. */
export function Figures({ ui, message }: { ui: Ui; message: Message }) {
  const { counts } = ui.words
  const { answerTokens, answerMs, promptTokens, loadMs, totalMs } = message
  const full = fullness(message)
  const figures = [
    answerTokens !== null && counts.tokens(answerTokens),
    answerTokens !== null && answerMs ? counts.speed(answerTokens / (answerMs / 1000)) : false,
    promptTokens !== null && counts.prompt(promptTokens),
    loadMs !== null && loadMs >= 1000 && counts.load(loadMs / 1000),
    totalMs !== null && counts.total(totalMs / 1000),
    full !== undefined && counts.context(full),
  ].filter((figure) => typeof figure === 'string')
  return (
    <>
      {figures.length > 0 && <p class="figures">{figures.join(' · ')}</p>}
      {full !== undefined && full >= ALMOST_FULL && (
        <p class="ending warning" role="status">
          {counts.full}
        </p>
      )}
    </>
  )
}

/** Percent of the context window in force that prompt and answer filled. */
function fullness({ promptTokens, answerTokens, contextTokens }: Message): number | undefined {
  if (promptTokens === null || !contextTokens) return undefined
  return Math.min(100, Math.round(((promptTokens + (answerTokens ?? 0)) / contextTokens) * 100))
}
