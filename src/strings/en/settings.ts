import type { UnfitWords } from '../../settings/kind.ts'
import type { SettingWords } from '../../settings/table.ts'

const fields: SettingWords = {
  system: {
    label: 'System prompt',
    hint: 'Stands before the whole chat: who the model is, and how it should answer.',
  },
  temperature: { label: 'Temperature', hint: '0 to 2; higher is freer.' },
  top_p: { label: 'Top P', hint: '0 to 1; lower keeps to likely words.' },
  top_k: { label: 'Top K', hint: 'How many words it chooses from; 40 is usual.' },
  seed: { label: 'Seed', hint: 'The same one gives the same answer.' },
  num_ctx: { label: 'Context window', hint: 'Tokens (num_ctx); another one loads the model anew.' },
  num_predict: { label: 'Longest answer', hint: 'Tokens (num_predict).' },
  think: {
    label: 'Thinking',
    hint: 'For models that can think.',
    choices: { '': 'Default', off: 'Off', on: 'On', low: 'A little', medium: 'Medium', high: 'A lot' },
  },
  keepAlive: {
    label: 'Keep in memory',
    hint: 'After an answer: 10m, 2h; 0 unloads at once, -1 keeps it.',
  },
  stop: { label: 'Stop words', hint: 'One a line; the answer ends where one of them would come.' },
}

const problems: UnfitWords = {
  number: (min, max) => `A number from ${min} to ${max}, or nothing.`,
  whole: (min, max) => `A whole number from ${min} to ${max}, or nothing.`,
  tooLong: (length = 0) => `At most ${length.toLocaleString('en')} characters.`,
  choice: () => 'Choose one of the list.',
  duration: () => 'A time such as 30s, 10m or 2h; or 0, or -1.',
  stop: (most, longest) => `At most ${most} stop words of ${longest} characters each.`,
}

/** What is said of models, of what is asked of them, and of the prompts and presets that a person keeps. */
export const settingsWords = {
  models: {
    used: 'Used last',
    others: 'Others',
    loaded: 'in memory',
    remote: 'in the cloud',
    /** Ollama's names of what a model can do, as far as they matter here. */
    abilities: { vision: 'images', thinking: 'thinking', tools: 'tools' },
    regenerateWith: 'Regenerate with another model',
  },
  settings: {
    title: 'Settings',
    of: (title: string) => `Settings of “${title}”`,
    save: 'Save',
    saved: 'Saved. The next answer is made with it.',
    asPreset: 'Make a preset of it',
    fields,
    problems,
  },
  prompts: {
    title: 'Prompts',
    text: 'Prompts that you use again and again. In a chat, type / at the start of a message to find one.',
    empty: 'There are no prompts yet.',
    add: 'New prompt',
    edit: 'Edit prompt',
    name: 'Name',
    nameHint: 'What you type after the /.',
    content: 'Prompt',
    contentHint: 'What stands in double braces, such as {{language}}, is asked for before the prompt is used.',
    insert: 'Put into the message',
    matches: (count: number) =>
      count === 1 ? 'One prompt: Enter takes it' : `${count} prompts: Enter takes the first, arrow keys choose`,
    taken: 'You have another prompt of that name.',
    needsName: 'Give it a name.',
    needsContent: 'Write the prompt.',
  },
  presets: {
    title: 'Presets',
    text: 'A preset is a way to begin a chat: a model, a system prompt, settings, and prompts to start with.',
    empty: 'There are no presets yet.',
    add: 'New preset',
    edit: 'Edit preset',
    none: 'No preset',
    name: 'Name',
    emoji: 'Emoji',
    anyModel: 'The one used last',
    starters: 'Starter prompts',
    startersHint: 'One a line; offered on the first page of a chat.',
    isDefault: 'New chats begin with it',
    needsName: 'Give it a name.',
    oneEmoji: 'One emoji, or nothing.',
    tooManyStarters: 'At most 6 starter prompts of 500 characters each.',
    gone: 'That preset is not there any more. Choose another one; nothing was sent.',
  },
}
