/** Every address of the app, below `base` (empty, or a path such as `/weir` that a proxy serves it under). */
export function createLinks(base: string) {
  const chat = (chatId: string) => `${base}/chats/${chatId}`
  const message = (chatId: string, messageId: number) => `${chat(chatId)}/messages/${messageId}`
  return {
    home: `${base}/`,
    chats: `${base}/chats`,
    status: `${base}/status`,
    chat,
    /** The chat as a page that grows without JavaScript. */
    growing: (chatId: string) => `${chat(chatId)}?growing`,
    chatTitle: (chatId: string) => `${chat(chatId)}/title`,
    chatDeletion: (chatId: string) => `${chat(chatId)}/deletion`,
    messages: (chatId: string) => `${chat(chatId)}/messages`,
    stream: (chatId: string, messageId: number) => `${message(chatId, messageId)}/stream`,
    /** The resources under a message that its buttons post to. */
    cancellation: (chatId: string, messageId: number) => `${message(chatId, messageId)}/cancellation`,
    continuation: (chatId: string, messageId: number) => `${message(chatId, messageId)}/continuation`,
    answers: (chatId: string, messageId: number) => `${message(chatId, messageId)}/answers`,
    revision: (chatId: string, messageId: number) => `${message(chatId, messageId)}/revision`,
    branch: (chatId: string, messageId: number) => `${message(chatId, messageId)}/branch`,
    deletion: (chatId: string, messageId: number) => `${message(chatId, messageId)}/deletion`,
  }
}

export type Links = ReturnType<typeof createLinks>
