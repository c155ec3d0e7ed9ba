import type { Model } from '../providers/provider.ts'
import type { Words } from '../strings/en/words.ts'

/** A model's id as people say it: without the provider, and without the tag that Ollama adds to every name. */
export function modelName(id: string): string {
  return untagged(id.slice(id.indexOf('/') + 1))
}

export function untagged(name: string): string {
  return name.replace(/:latest$/, '')
}

/** What there is to know of a model before one chooses it, in a few words: size or cloud, abilities, whether it is in memory. */
export function modelFacts({ size, capabilities = [], loaded, remote }: Model, { models }: Words): string[] {
  const able = Object.entries(models.abilities).flatMap(([name, word]) => (capabilities.includes(name) ? [word] : []))
  // What has no size is no model that could be out of memory.
  if (size === undefined) return [...(remote ? [models.remote] : []), ...able]
  return [bytes(size), ...able, ...(loaded ? [models.loaded] : [])]
}

/** As Ollama itself says sizes: in powers of a thousand. */
function bytes(size: number): string {
  const [unit, name] = size >= 1e9 ? [1e9, 'GB'] : [1e6, 'MB']
  const count = size / unit
  return `${count < 10 ? count.toFixed(1) : Math.round(count)} ${name}`
}
