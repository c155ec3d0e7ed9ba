import type { ChatCursor } from '../db/chats.ts'
import type { ChatId, MessageId } from '../ids.ts'

/**
 * Every address of the app, below `base` (empty, or a path such as `/weir` that a proxy serves it under). Chats may be
 * somewhere else in it: the temporary ones are.
 */
export function createLinks(base: string, chatsBase = base) {
  const chat = (chatId: ChatId) => `${chatsBase}/chats/${chatId}`
  const message = (chatId: ChatId, messageId: MessageId) => `${chat(chatId)}/messages/${messageId}`
  const prompt = (promptId: number) => `${base}/prompts/${promptId}`
  const preset = (presetId: number) => `${base}/presets/${presetId}`
  return {
    home: `${base}/`,
    chats: `${chatsBase}/chats`,
    /** Begins a chat that is never stored. */
    temporary: `${base}/temporary`,
    status: `${base}/status`,
    chat,
    /** The chat as a page that grows without JavaScript. */
    growing: (chatId: ChatId) => `${chat(chatId)}?growing`,
    /** The messages of the chat above one of them. */
    earlier: (chatId: ChatId, messageId: MessageId) => `${chat(chatId)}?before=${messageId}`,
    /** The chat, opened at one of its messages, on whichever branch that is. */
    chatAt: (chatId: ChatId, messageId: MessageId) => `${chat(chatId)}?message=${messageId}#m${messageId}`,
    chatMarkdown: (chatId: ChatId) => `${chat(chatId)}.md`,
    chatJson: (chatId: ChatId) => `${chat(chatId)}.json`,
    /** The page of the list below this chat. */
    chatsBefore: ({ updatedAt, id }: ChatCursor) => `${base}/chats?before=${updatedAt}.${id}`,
    archive: `${base}/archive`,
    archiveBefore: ({ updatedAt, id }: ChatCursor) => `${base}/archive?before=${updatedAt}.${id}`,
    search: `${base}/search`,
    copies: (chatId: ChatId) => `${chat(chatId)}/copies`,
    restoration: (chatId: ChatId) => `${chat(chatId)}/restoration`,
    /** The first page, which says that a chat was deleted or archived. */
    homeWithout: (chatId: ChatId) => `${base}/?gone=${chatId}`,
    chatDeletion: (chatId: ChatId) => `${chat(chatId)}/deletion`,
    /** Stops all that is being written in the chat. */
    chatCancellation: (chatId: ChatId) => `${chat(chatId)}/cancellation`,
    chatSettings: (chatId: ChatId) => `${chat(chatId)}/settings`,
    messages: (chatId: ChatId) => `${chat(chatId)}/messages`,
    stream: (chatId: ChatId, messageId: MessageId) => `${message(chatId, messageId)}/stream`,
    messageMarkdown: (chatId: ChatId, messageId: MessageId) => `${message(chatId, messageId)}.md`,
    /** The resources under a message that its buttons post to. */
    cancellation: (chatId: ChatId, messageId: MessageId) => `${message(chatId, messageId)}/cancellation`,
    continuation: (chatId: ChatId, messageId: MessageId) => `${message(chatId, messageId)}/continuation`,
    answers: (chatId: ChatId, messageId: MessageId) => `${message(chatId, messageId)}/answers`,
    revision: (chatId: ChatId, messageId: MessageId) => `${message(chatId, messageId)}/revision`,
    branch: (chatId: ChatId, messageId: MessageId) => `${message(chatId, messageId)}/branch`,
    /** A new chat out of the branch that ends at the message. */
    fork: (chatId: ChatId, messageId: MessageId) => `${message(chatId, messageId)}/fork`,
    deletion: (chatId: ChatId, messageId: MessageId) => `${message(chatId, messageId)}/deletion`,
    prompts: `${base}/prompts`,
    newPrompt: `${base}/prompts/new`,
    promptMatches: `${base}/prompts/matches`,
    prompt,
    promptDeletion: (promptId: number) => `${prompt(promptId)}/deletion`,
    /** The prompt's text with its variables filled in. */
    promptFilling: (promptId: number) => `${prompt(promptId)}/filling`,
    presets: `${base}/presets`,
    newPreset: `${base}/presets/new`,
    /** A new preset out of a chat's settings. */
    presetFrom: (chatId: ChatId) => `${base}/presets/new?chat=${chatId}`,
    preset,
    presetDeletion: (presetId: number) => `${preset(presetId)}/deletion`,
    /** The first page, for a chat that begins with a preset; 0 stands for none. */
    homeWith: (presetId: number) => `${chatsBase === base ? `${base}/` : chatsBase}?preset=${presetId}`,
  }
}

export type Links = ReturnType<typeof createLinks>
