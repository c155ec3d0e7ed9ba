import type { Words } from '../strings/en/words.ts'
import { within } from './deadline.ts'
import type { Delta, Model, Provider, ProviderRequest, ProviderStatus } from './provider.ts'
import { ProviderError } from './provider.ts'

/** What all providers together offer at one moment. */
export type Offer = { models: Model[]; status: ProviderStatus }

/** All providers as one: what they offer, and the way from a model's id to its answer. */
export type Catalog = {
  /** What is offered now; asks the providers at most every five seconds unless `fresh`. */
  offer(options?: { fresh?: boolean }): Promise<Offer>
  /** Throws `ProviderError` when no provider has the model's prefix. */
  stream(modelId: string, request: Omit<ProviderRequest, 'model'>, signal: AbortSignal): AsyncIterable<Delta>
}

const FRESH_MS = 5000
/** A page never waits longer than this for a provider that does not answer. */
const PATIENCE_MS = 1500

/** The first provider is the one whose status people are told; those after it are always there. */
export function createCatalog(
  providers: [Provider, ...Provider[]],
  words: Words['providers'],
  now: () => number,
): Catalog {
  let known: { offer: Offer; at: number } | undefined
  let asking: Promise<Offer> | undefined

  async function ask(): Promise<Offer> {
    const [status, ...lists] = await Promise.all([
      within(PATIENCE_MS, providers[0].status(), { ok: false, ...words.silent }),
      ...providers.map((provider) =>
        within(
          PATIENCE_MS,
          provider.models().catch(() => undefined),
          undefined,
        ),
      ),
    ])
    const none = status.ok && lists[0]?.length === 0
    return { status: none ? { ok: false, ...words.none } : status, models: lists.flatMap((models) => models ?? []) }
  }

  async function asked(): Promise<Offer> {
    const mine = ask()
    asking = mine
    try {
      const offer = await mine
      known = { offer, at: now() }
      return offer
    } finally {
      if (asking === mine) asking = undefined
    }
  }

  return {
    async offer({ fresh = false } = {}) {
      if (fresh) return asked()
      if (known && now() - known.at <= FRESH_MS) return known.offer
      // All who want to know at once share one question. On Workers it is never answered when the request that has asked
      // is gone, hence the patience.
      return (asking && (await within(PATIENCE_MS, asking, undefined))) ?? asked()
    },

    stream(modelId, request, signal) {
      const slash = modelId.indexOf('/')
      const provider = providers.find(({ name }) => name === modelId.slice(0, slash))
      if (!provider) throw new ProviderError(words.notOffered)
      return provider.stream({ ...request, model: modelId.slice(slash + 1) }, signal)
    },
  }
}

/** Whether a model id is the built-in guide's, which is no language model. */
export function isGuide(modelId: string): boolean {
  return modelId.startsWith('guide/')
}

/** The model to suggest: the wanted one when it is offered, else the first. */
export function preferred(models: Model[], wanted: string | undefined): string {
  return (models.find(({ id }) => id === wanted) ?? models[0])?.id ?? ''
}
