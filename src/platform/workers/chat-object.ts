import { DurableObject } from 'cloudflare:workers'
import type { TurnTools } from '../../chat/turn.ts'
import type { Dependencies } from '../../context.ts'
import { isChatId, isMessageId, isUserId, known, type UserId } from '../../ids.ts'
import type { MessageRef } from '../../streaming/answer.ts'
import { createHub, type Hub } from '../../streaming/hub.ts'
import type { Job, Store } from '../../streaming/job.ts'
import type { ReaderClass } from '../../streaming/presenter.ts'
import { Queue } from '../../streaming/queue.ts'
import { createParts, hubTools } from '../../wiring.ts'
import { type Bindings, readSettings } from './bindings.ts'
import { KeptAnswers } from './kept-answers.ts'
import { openPlatform } from './platform.ts'
import { recover } from './recovery.ts'
import { createTurnstile, Place } from './turnstile.ts'

/** An object without requests is evicted after 70 s or later, whatever it waits for; an alarm counts as a request. */
const HEARTBEAT_MS = 30_000

/** What runs in one object: what turns need, the object's own storage, and the database that stands behind it. */
export type ChatParts = { turns: TurnTools; kept: KeptAnswers; database: Store; report: Dependencies['report'] }

/**
 * One chat's generations and their readers: the hub of Node in a Durable Object, which also outlives its own eviction. It
 * keeps itself awake by an alarm while an answer runs; what a former instance left is found at whatever comes next, the
 * alarm at the latest.
 */
export class ChatObject extends DurableObject<Bindings> {
  readonly #kept = new KeptAnswers(this.ctx.storage.sql, Date.now)
  #opening: Promise<ChatParts> | undefined
  #recovering: Promise<void> | undefined
  /** In the one object of all that is the turnstile. */
  #turns: Queue | undefined

  async start(job: Job): Promise<void> {
    const hub = await this.#awake()
    await hub.start(job)
  }

  async cancel(ref: MessageRef): Promise<void> {
    const hub = await this.#awake()
    await hub.cancel(ref)
  }

  /** Reads a running answer: its stream; 204 when none runs and the database tells the rest, 503 when that is behind. */
  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const [userId = '', chatId = '', message] = ['user', 'chat', 'message'].map((name) => searchParams.get(name) ?? '')
    const ref = {
      userId: known(isUserId, userId),
      chatId: known(isChatId, chatId),
      messageId: known(isMessageId, Number(message)),
    }
    const hub = await this.#awake()
    const right = searchParams.get('right') === 'write' ? 'write' : 'read'
    const reader: ReaderClass = { language: searchParams.get('language') ?? '', right }
    const lastEventId = request.headers.get('Last-Event-ID') ?? undefined
    const stream = await (pathname === '/follow' ? hub.follow(ref, reader) : hub.subscribe(ref, reader, lastEventId))
    if (stream) return new Response(stream)
    // Whoever believed the database now would give the answer up, with what only this object has of it.
    const waiting = this.#kept.orphans().some(({ answer }) => answer.ref.messageId === ref.messageId)
    return new Response(null, { status: waiting ? 503 : 204 })
  }

  /** As the turnstile: somewhere to wait for a turn. */
  place(userId: UserId): Place {
    this.#turns ??= new Queue(readSettings(this.env).limits)
    return new Place(this.#turns, userId)
  }

  async alarm(): Promise<void> {
    if (this.#kept.empty) return this.ctx.storage.deleteAll()
    await this.ctx.storage.setAlarm(Date.now() + HEARTBEAT_MS)
    await this.#awake()
  }

  /** The hub, once everything is there that ran when this object was evicted. */
  async #awake(): Promise<Hub> {
    this.#opening ??= this.#open()
    const parts = await this.#opening.catch((error: unknown) => {
      this.#opening = undefined
      throw error
    })
    this.#recovering ??= recover(parts).finally(() => {
      this.#recovering = undefined
    })
    await this.#recovering
    return parts.turns.hub
  }

  async #open(): Promise<ChatParts> {
    const { config, platform } = await openPlatform(this.env)
    const parts = createParts(config, platform)
    const tools = hubTools(parts, platform.db, parts.siteMap)
    const store = this.#kept.inFrontOf(tools.store)
    const { largestAnswer } = config
    const hub = createHub({ ...tools, store, queue: createTurnstile(this.env.CHATS), largestAnswer })
    const { now, newChatId, report } = parts
    const turns = { chats: platform.db, hub: this.#keeping(hub), now, newChatId }
    return { turns, database: tools.store, kept: this.#kept, report }
  }

  /** A hub whose answers are kept before they begin. */
  #keeping(hub: Hub): Hub {
    return {
      ...hub,
      start: async (job) => {
        if (!this.#kept.begin(job)) return
        await this.ctx.storage.setAlarm(Date.now() + HEARTBEAT_MS)
        await hub.start(job)
      },
    }
  }
}
