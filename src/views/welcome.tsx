import { Composer, type ModelChoice } from './composer.tsx'
import { ids } from './ids.ts'
import type { Ui } from './ui.ts'

/** The first page: what this is, three prompts to begin with, and the box. */
export function Welcome({ ui, choice, text }: { ui: Ui; choice: ModelChoice; text?: string }) {
  const { welcome } = ui.words
  return (
    <>
      <section class="welcome">
        <h1>{welcome.title}</h1>
        <p>{welcome.text}</p>
        <div class="prompts">
          {welcome.prompts.map((prompt) => (
            <form
              method="post"
              action={ui.links.chats}
              hx-post={ui.links.chats}
              hx-target={`#${ids.view}`}
              hx-swap="innerHTML"
              hx-include="#model"
            >
              <input type="hidden" name="content" value={prompt.text} />
              <button type="submit" class="prompt">
                <strong>{prompt.title}</strong>
                <span>{prompt.text}</span>
              </button>
            </form>
          ))}
        </div>
      </section>
      <Composer ui={ui} choice={choice} text={text ?? ''} />
    </>
  )
}
