import { isChatId, isMessageId, isUserId, known } from '../../src/ids.ts'

/** The two users of a test's database, who is asking and somebody else, and the first one's chat. */
export const local = userNamed('local')
export const stranger = userNamed('stranger')
export const chat1 = chatNamed('chat-1')

export function userNamed(text = '') {
  return known(isUserId, text)
}

export function chatNamed(text = '') {
  return known(isChatId, text)
}

export function messageNo(number: number | null | undefined) {
  return known(isMessageId, number ?? 0)
}
