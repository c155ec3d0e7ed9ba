import { type DurableObjectNamespace, RpcTarget } from 'cloudflare:workers'
import type { UserId } from '../../ids.ts'
import { pause } from '../../streaming/pause.ts'
import type { Queue } from '../../streaming/queue.ts'

/** The object in which the answers of all chats wait for their turn. It runs no chat: their names are longer. */
const NAME = 'turnstile'

/** Before an answer asks again, when the turnstile was evicted: in milliseconds. */
const RETRY_MS = 1000

type HeldPlace = Disposable & {
  entered(moved: (ahead: number) => void): Promise<void>
  leave(): Promise<void>
}

/** The turnstile as other objects see it: it gives them places to wait in, and to let go of. */
export type TurnstileStub = {
  place(userId: UserId): Promise<HeldPlace>
}

/**
 * A place in the queue that somebody elsewhere holds. The runtime disposes of it when it is let go, and also when its holder
 * is evicted: so no place is ever lost.
 */
export class Place extends RpcTarget {
  readonly #left = new AbortController()

  constructor(
    private readonly queue: Queue,
    private readonly userId: UserId,
  ) {
    super()
  }

  /** Resolves when it is this one's turn; `moved` is told how many are ahead until then. */
  async entered(moved: (ahead: number) => Promise<void>): Promise<void> {
    const { signal } = this.#left
    const tell = (ahead: number) => void moved(ahead).catch(() => undefined)
    const leave = await this.queue.enter(this.userId, signal, tell)
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave)
  }

  leave(): void {
    this.#left.abort()
  }

  [Symbol.dispose](): void {
    this.leave()
  }
}

/** The queue as the objects of chats see it. When the turnstile is evicted, those who have entered go on without a place. */
export function createTurnstile(objects: DurableObjectNamespace<TurnstileStub>): Pick<Queue, 'enter'> {
  return {
    async enter(userId, signal, moved) {
      for (;;) {
        const leave = await wait(objects.getByName(NAME), userId, signal, moved).catch(() => undefined)
        signal.throwIfAborted()
        if (leave) return leave
        await pause(RETRY_MS, signal)
      }
    },
  }
}

async function wait(
  turnstile: TurnstileStub,
  userId: UserId,
  signal: AbortSignal,
  moved: (ahead: number) => void,
): Promise<() => void> {
  const place = await turnstile.place(userId)
  // It cannot be let go of while it is asked for something.
  const leave = () => void place.leave().catch(() => undefined)
  signal.addEventListener('abort', leave, { once: true })
  if (signal.aborted) leave()
  try {
    await place.entered(moved)
    return () => place[Symbol.dispose]()
  } catch (error) {
    place[Symbol.dispose]()
    throw error
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
