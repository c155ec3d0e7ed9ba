import type { ChatId, MessageId } from '../ids.ts'
import type { PartRef } from '../streaming/presenter.ts'
/** The DOM ids that fragments and partials are swapped into. */
export const ids = {
  /** What is shown in the main part: swapped when a chat is opened. */
  view: 'view',
  thread: 'thread',
  messages: 'messages',
  earlier: 'earlier',
  composer: 'composer',
  /** The list of chats and all that stands with it. */
  menu: 'menu',
  /** The box that a message is written in. */
  content: 'content',
  /** Prompts that are offered above the box. */
  library: 'library',
  settings: 'settings',
  settingsForm: 'settings-form',
  chatList: 'chat-list',
  chatTitle: 'chat-title',
  problem: 'problem',
  searchResults: 'search-results',
  searchCount: 'search-count',
  status: 'status',
  announcer: 'announcer',
  keys: 'keys',
  singleKeys: 'single-keys',
  codeTools: 'code-tools',
  modelPicker: 'model-picker',
  listedChat: (chatId: ChatId) => `chat-${chatId}`,
}

/** The ids of what belongs to one message. */
export function messageIds(messageId: MessageId) {
  const message = `m${messageId}`
  return {
    message,
    body: `${message}-body`,
    phase: `${message}-phase`,
    foot: `${message}-foot`,
    models: `${message}-models`,
    live: `${message}-live`,
  }
}

/** The ids of one part of a message: of its text, which prefixes the ids inside, and of what stands over it. */
export function partIds({ messageId, index }: PartRef) {
  const text = `m${messageId}p${index}`
  return { text, head: `${text}-head` }
}

/** The events of a message's stream: the protocol of `streaming/event.ts`, as the page listens to it. */
export const streamEvents = { all: 'patch,end', last: 'end' }
