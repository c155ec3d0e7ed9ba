import type { Catalog } from '../providers/catalog.ts'
import type { PromptMessage, ProviderRequest } from '../providers/provider.ts'
import { type ChatSettings, those } from '../settings/table.ts'

/** What a provider is asked for a chat with these settings: its system prompt goes first. */
export function requestOf(messages: PromptMessage[], settings: ChatSettings): Omit<ProviderRequest, 'model'> {
  const { system } = settings
  const options = those(settings, ({ goes }) => goes === 'options')
  return {
    messages: system === undefined ? messages : [{ role: 'system', content: system }, ...messages],
    ...(Object.keys(options).length > 0 && { options }),
    ...those(settings, ({ goes }) => goes === 'request'),
  }
}

/**
 * The settings for a side job in the same chat, such as its title. What the model is loaded with stays as it is, else
 * Ollama would load it anew, and so does the time that it is kept; what shapes the end of an answer goes.
 */
export function forSideJob(settings: ChatSettings): ChatSettings {
  return { ...those(settings, ({ endsAnswer }) => !endsAnswer), think: false }
}

/** The settings without thinking where the model cannot think: Ollama would refuse to answer at all. */
export async function possible(catalog: Catalog, model: string, settings: ChatSettings): Promise<ChatSettings> {
  if (!settings.think) return settings
  const { models } = await catalog.offer()
  const able = models.find(({ id }) => id === model)?.capabilities
  if (!able || able.includes('thinking')) return settings
  const { think, ...rest } = settings
  return rest
}
