import type { Message } from '../db/schema.ts'
import type { PromptMessage } from '../providers/provider.ts'

/**
 * The branch of a chat as a prompt, oldest first: what was said, without thinking, and without answers that never began.
 * An answer that is to go on stands last, so that the model goes on from its text.
 */
export function promptOf(branch: Message[]): PromptMessage[] {
  return branch.flatMap(({ role, content }) => (role === 'tool' || content === '' ? [] : [{ role, content }]))
}
