import { copyChat } from '../db/copies.ts'
import type { Chat } from '../db/schema.ts'
import type { MessageId } from '../ids.ts'
import type { TurnTools } from './turn.ts'

/** A new chat out of one, with all its branches, or with the one that ends at `upTo`. Undefined when there is nothing. */
export async function copy(
  { chats, now, newChatId }: TurnTools,
  { userId, id }: Chat,
  { title, upTo }: { title: string; upTo?: MessageId },
): Promise<Chat | undefined> {
  const part = upTo === undefined ? {} : { upTo }
  return copyChat(chats, userId, id, { copyId: newChatId(), title, now: now(), ...part })
}
