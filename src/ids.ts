declare const kind: unique symbol

/** A plain value at run time; to the compiler, an id of one kind, so that no other can stand in its place. */
type Id<Value, Kind extends string> = Value & { readonly [kind]: Kind }

export type UserId = Id<string, 'user'>
export type ChatId = Id<string, 'chat'>
/** A message, in whichever chat: all of them are counted through. */
export type MessageId = Id<number, 'message'>

// Out of the database ids come as what they are. From anywhere else, such as an address, they come in here.

export function isUserId(text: string): text is UserId {
  return text !== ''
}

export function isChatId(text: string): text is ChatId {
  return /^[\w-]{1,64}$/.test(text)
}

export function isMessageId(number: number): number is MessageId {
  return Number.isSafeInteger(number) && number > 0
}

/** The message that a part of an address names; undefined when it can be none. */
export function messageIdOf(text: string): MessageId | undefined {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : 0
  return isMessageId(number) ? number : undefined
}

/** Whether it can be the id of a model, `provider/name`: what forms and the database carry, and people are shown. */
export function isModelId(text: string): boolean {
  return /^[a-z][a-z-]{0,30}\/[^\s\p{C}]{1,200}$/u.test(text)
}

/** An id of our own making. Throws when it is none of that kind, which would be our own mistake. */
export function known<Value, Known extends Value>(isId: (value: Value) => value is Known, value: Value): Known {
  if (!isId(value)) throw new TypeError(`no id: ${isId.name} refuses it`)
  return value
}
