import { ids } from './ids.ts'
import type { Ui } from './ui.ts'

/** The text of a message. Too much of it is refused in words, not cut: hence no maxlength. */
export function Box({ ui, text }: { ui: Ui; text: string }) {
  return (
    <textarea
      id={ids.content}
      class="sends"
      name="content"
      rows={1}
      required
      dir="auto"
      placeholder={ui.words.composer.placeholder}
      autofocus
    >
      {text}
    </textarea>
  )
}
