import type { ProviderStatus } from '../providers/provider.ts'
import { ids } from './ids.ts'
import { Sentence } from './sentence.tsx'
import type { Ui } from './ui.ts'

/** Whether Ollama can be reached, and what to do when it cannot. Retry asks again without a reload. */
export function StatusLine({ ui, status }: { ui: Ui; status: ProviderStatus }) {
  const { words, links } = ui
  return (
    <div id={ids.status} class={`status ${status.ok ? 'ok' : 'down'}`} role="status">
      <p>
        <span class="dot" aria-hidden="true" />
        <Sentence text={status.ok ? words.status.ready(status.version) : status.problem} />
      </p>
      {!status.ok && (
        <>
          <p class="advice">
            <Sentence text={status.advice} />
          </p>
          <form method="get" action={links.home} hx-get={links.status} hx-target={`#${ids.status}`} hx-swap="outerHTML">
            <button type="submit">{words.status.retry}</button>
          </form>
        </>
      )}
    </div>
  )
}
