import { guideWords } from './guide.ts'
import { listWords } from './lists.ts'
import { providerWords } from './providers.ts'
import { settingsWords } from './settings.ts'

/** Everything that the program says to people, in one place, so that other languages can follow. */
export const words = {
  name: 'Weir',
  newChat: 'New chat',
  chats: 'Chats',
  own: 'Prompts and presets',
  noChats: 'Your chats will be listed here.',
  skipToContent: 'Skip to the content',
  menu: 'Chats',
  welcome: {
    title: 'What would you like to know?',
    text: 'Weir talks to language models on your own machine. Nothing leaves it, and every answer is kept.',
    prompts: [
      {
        title: 'Explain something',
        text: 'Explain how HTTPS keeps a connection private, step by step, with a small diagram in text.',
      },
      {
        title: 'Write some code',
        text: 'Write a Python function that finds the most frequent words in a text file, with a short example.',
      },
      { title: 'Get to know Weir', text: 'What can you do, and how do I start Ollama?' },
    ],
  },
  composer: {
    label: 'Message',
    placeholder: 'Ask anything…',
    send: 'Send',
    hint: 'Enter sends, Shift+Enter starts a new line',
    model: 'Model',
  },
  ...settingsWords,
  ...listWords,
  ...providerWords,
  ...guideWords,
  status: {
    ready: (version?: string) => `Ollama${version ? ` ${version}` : ''} is running`,
    retry: 'Retry',
  },
  phase: {
    queued: (ahead: number) =>
      ahead > 0 ? `Waiting for ${ahead} other ${ahead === 1 ? 'answer' : 'answers'}…` : 'Next in line…',
    waiting: 'Waiting for the model…',
    loading: 'Loading the model… a large one can take a few minutes',
    thinking: 'Thinking…',
    answering: 'Answering…',
    ended: '',
  },
  ended: {
    complete: '',
    stopped: 'Stopped.',
    failed: 'The answer could not be finished.',
    interrupted: 'The server went away while this was written.',
    streaming: '',
  },
  /** An answer failed for no reason that a provider gave. */
  ownFault: 'Something went wrong in Weir itself; its log says more.',
  kept: 'What came so far is kept.',
  unsaved:
    'This answer is not saved: the database did not take it, perhaps because the disk is full. Weir keeps trying as long as it runs; copy what you need before you stop it.',
  emptyAnswer: 'The model sent no text.',
  /** In the text of an answer, what is not the model's. */
  text: {
    alerts: { note: 'Note', tip: 'Tip', important: 'Important', warning: 'Warning', caution: 'Caution' },
    done: 'Done',
    toDo: 'To do',
    notes: 'Footnotes',
    back: (reference: number) => `Back to reference ${reference}`,
    undrawn: {
      large: 'a formula too large to be drawn',
      late: 'a formula too far down the text to be drawn',
      defines: 'a formula with commands of its own, which is not drawn',
    },
  },
  thought: (seconds?: number) =>
    seconds === undefined ? 'Thoughts' : `Thought for ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`,
  actions: {
    stop: 'Stop',
    continue: 'Continue',
    regenerate: 'Regenerate',
    edit: 'Edit',
    fork: 'Fork',
    forkHint: 'A new chat that goes on from here',
    delete: 'Delete',
    save: 'Save and send',
    cancel: 'Cancel',
    close: 'Close',
    use: 'Use',
    confirmOwn: (name: string) => `Delete “${name}”?`,
    previous: 'Previous version',
    next: 'Next version',
    confirmMessage: 'Delete this message and everything after it?',
  },
  branch: (index: number, count: number) => `${index}/${count}`,
  roles: { user: 'You', assistant: 'Assistant', system: 'System', tool: 'Tool' },
  counts: {
    tokens: (count: number) => `${count} ${count === 1 ? 'token' : 'tokens'}`,
    speed: (perSecond: number) => `${perSecond.toFixed(1)} tokens/s`,
    prompt: (count: number) => `prompt ${count}`,
    load: (seconds: number) => `loaded in ${seconds.toFixed(1)} s`,
    total: (seconds: number) => `${seconds.toFixed(1)} s in all`,
    context: (percent: number) => `${percent} % of context`,
    full: 'The context window is almost full: soon the model will no longer see the first messages. Start a new chat, or raise num_ctx.',
    length: 'The answer ran into the token limit. Continue lets it go on.',
    size: 'The answer became as large as this server allows. All of it that came is kept; ask for the rest in a new message.',
  },
  messages: {
    earlier: 'Earlier messages',
    newest: 'To the newest messages',
    address: 'Link to this message',
    showAll: 'Show all',
    showLess: 'Show less',
    copy: 'Copy',
    copied: 'Copied',
    code: { copy: 'Copy code', download: 'Download' },
    /** What a screen reader is told while an answer is written, and when it has ended; then it reads the answer. */
    told: {
      queued: 'Waiting.',
      waiting: 'Waiting for the model.',
      loading: 'Loading the model.',
      thinking: 'Thinking.',
      answering: 'Answering.',
      complete: 'Done.',
      stopped: 'Stopped.',
      failed: 'The answer could not be finished.',
      interrupted: 'Interrupted.',
    },
  },
  keys: {
    title: 'Keyboard',
    search: 'Search',
    stop: 'Stop the answer; close what is open',
    copy: 'Copy the last answer',
    previousChat: 'Previous chat',
    nextChat: 'Next chat',
    send: 'Send',
    newLine: 'New line',
    revise: 'Change your last message, in an empty box',
    prompts: 'Prompts, at the start of a message',
    list: 'This list',
    single: 'Let ? open this list',
    yes: 'Yes',
    no: 'No',
  },
  problem: {
    title: 'That did not work',
    notFound: 'There is nothing at this address. The chat may have been deleted.',
    goneOwn: 'There is nothing at this address. It may have been deleted.',
    tooLong: 'That message is too long: at most 200,000 characters.',
    empty: 'Write something first.',
    noTitle: 'A chat needs a title. Nothing was changed.',
    longTitle: 'That title is too long: at most 200 characters. Nothing was changed.',
    noModel: 'Choose a model first.',
    badForm: 'The form came incomplete or broken. Nothing was changed; go back and try again.',
    tooLarge: 'That is too much at once: at most 3 MB. Nothing was changed.',
    origin: 'This request came from another site, so it was refused. Nothing was changed.',
    password: 'Weir answers to those who know its password. Load this page again to be asked for it.',
    wrongPasswords:
      'Too many wrong passwords came from where you are, so Weir takes its time before it looks at another. Wait some seconds, then load this page again.',
    host: (host: string) =>
      `Weir does not answer to the name “${host}”. If that is its name, add it to WEIR_HOSTS; this keeps other sites from reaching it through your browser.`,
    server: 'Something went wrong in Weir itself. What is stored is safe; its log says more.',
    unwritable:
      'Weir could not store this: the disk is full, or its database may not be written. Nothing was changed; make room, then try again.',
    busy: 'Weir could not store this: another program was writing to its database the whole time. Nothing was changed; try again in a moment.',
    outOfReach: 'Weir cannot reach its database. What is stored there is safe; try again in a moment.',
    offline: 'Weir cannot be reached. What you wrote is still in the box; try again when the server is back.',
    goHome: 'To a new chat',
  },
  notReady: {
    title: 'Weir is not ready',
    config: 'It was deployed, and does not answer before this is set:',
    database: 'It cannot reach its database. What is stored there is safe. Try again in a moment; its log says more.',
  },
}

export type Words = typeof words
