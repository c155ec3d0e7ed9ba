import { ids } from './ids.ts'
import type { Ui } from './ui.ts'

/** What app.js puts on every block of code. It is no part of the rendered text, so that patches and exports are free of it. */
export function CodeTools({ ui }: { ui: Ui }) {
  const { code } = ui.words.messages
  return (
    <template id={ids.codeTools}>
      <div class="code-tools">
        <button type="button" class="quiet copy">
          {code.copy}
        </button>
        {/* app.js puts the code behind it when it is pressed. */}
        <a class="quiet button download" href="data:,">
          {code.download}
        </a>
      </div>
    </template>
  )
}
