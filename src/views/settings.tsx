import type { Chat } from '../db/schema.ts'
import type { FormState } from './field.tsx'
import { ids } from './ids.ts'
import { type ModelChoice, ModelPicker } from './model-picker.tsx'
import { ModelField, SettingFields, settingValues } from './setting-fields.tsx'
import type { Ui } from './ui.ts'

type Props = { ui: Ui; chat: Chat; choice: ModelChoice; state?: FormState | undefined }

/** The button in a chat's header and the drawer that it opens. Both are plain HTML: no script is needed. */
export function SettingsDrawer({ ui, chat, choice }: Props) {
  const { settings } = ui.words
  return (
    <>
      <button type="button" class="quiet" popovertarget={ids.settings}>
        {settings.title}
      </button>
      <div id={ids.settings} class="drawer" popover="auto" role="dialog" aria-label={settings.title}>
        <header>
          <h2>{settings.title}</h2>
          <button type="button" class="quiet" popovertarget={ids.settings} popovertargetaction="hide">
            {ui.words.actions.close}
          </button>
        </header>
        <SettingsForm ui={ui} chat={chat} choice={choice} drawer />
      </div>
    </>
  )
}

/** What this chat asks of its model. In the drawer it stays where it is when it is saved or refused. */
export function SettingsForm({
  ui,
  chat,
  choice,
  state = { values: settingValues(chat.settings), problems: {} },
  drawer,
  saved,
}: Props & { drawer?: boolean; saved?: boolean }) {
  const { words, links } = ui
  const action = links.chatSettings(chat.id)
  const swaps = { 'hx-post': action, 'hx-target': 'this', 'hx-swap': 'outerHTML' }
  return (
    <form id={ids.settingsForm} class="fields" method="post" action={action} {...(drawer ? swaps : {})}>
      <ModelField ui={ui} form="settings" state={state} choice={choice} />
      <SettingFields ui={ui} form="settings" state={state} />
      <div class="fields-bar">
        <button id="settings-save" type="submit" class="send">
          {words.settings.save}
        </button>
        {ui.temporary !== 'here' && (
          <a class="quiet button" href={links.presetFrom(chat.id)}>
            {words.settings.asPreset}
          </a>
        )}
        <span>{saved && words.settings.saved}</span>
      </div>
    </form>
  )
}

/** What the saved form is answered with: the form, the model beside the box, and the news for those who do not see it. */
export function SavedSettings({ ui, chat, choice }: Props) {
  return (
    <>
      <SettingsForm ui={ui} chat={chat} choice={choice} drawer saved />
      <ModelPicker ui={ui} choice={choice} oob />
      <div id={ids.announcer} hx-swap-oob="innerHTML">
        {ui.words.settings.saved}
      </div>
    </>
  )
}
