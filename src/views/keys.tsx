import { ids } from './ids.ts'
import type { Ui } from './ui.ts'

/**
 * The keys that press something. What is to be pressed names them in `aria-keyshortcuts`, and app.js presses it; on a Mac ⌘
 * counts as Control. None is a plain letter, which would be in the way of typing and of screen readers, and none is a
 * key of input methods; `?` can be turned off (WCAG 2.1.4).
 */
export const shortcuts = {
  newChat: 'Control+Shift+O',
  search: 'Control+K',
  stop: 'Escape',
  copy: 'Control+Shift+Y',
  previousChat: 'Alt+ArrowUp',
  nextChat: 'Alt+ArrowDown',
  list: 'Shift+?',
} as const

/** The list of keys, with the button that opens it. */
export function Keys({ ui }: { ui: Ui }) {
  const { keys, newChat, actions } = ui.words
  const rows: [key: string, what: string][] = [
    [shortcuts.newChat, newChat],
    [shortcuts.search, keys.search],
    [shortcuts.stop, keys.stop],
    [shortcuts.copy, keys.copy],
    ['Alt+↑', keys.previousChat],
    ['Alt+↓', keys.nextChat],
    ['Enter', keys.send],
    ['Shift+Enter', keys.newLine],
    ['↑', keys.revise],
    ['/', keys.prompts],
    ['?', keys.list],
  ]
  return (
    <>
      <button type="button" class="quiet keys-button" popovertarget={ids.keys} aria-keyshortcuts={shortcuts.list}>
        {keys.title}
      </button>
      <div id={ids.keys} class="keys" popover="auto" role="dialog" aria-labelledby={`${ids.keys}-title`}>
        <header>
          <h2 id={`${ids.keys}-title`}>{keys.title}</h2>
          <button type="button" class="quiet" popovertarget={ids.keys} popovertargetaction="hide" autofocus>
            {actions.close}
          </button>
        </header>
        <dl>
          {rows.map(([key, what]) => (
            <div>
              <dt>
                {key.split('+').map((part) => (
                  <kbd>{part.replace('Control', 'Ctrl')}</kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <p class="single-keys">
          <label for={ids.singleKeys}>{keys.single}</label>
          <span data-kept={ids.singleKeys}>
            <select id={ids.singleKeys}>
              <option value="">{keys.yes}</option>
              <option value="no">{keys.no}</option>
            </select>
          </span>
        </p>
      </div>
    </>
  )
}
