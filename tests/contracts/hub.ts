import { afterEach, describe, expect, it } from 'vitest'
import type { MessageRef } from '../../src/streaming/answer.ts'
import type { Hub } from '../../src/streaming/hub.ts'
import type { ReaderClass } from '../../src/streaming/presenter.ts'
import { readEvents } from '../support/events.ts'
import { chatNamed, local, messageNo, stranger } from '../support/ids.ts'
import { open, type Site, startChat } from '../support/site.ts'

const everybody: ReaderClass = { language: 'en', right: 'write' }

export type HubSite = Site & { hub: Hub }

/** What every hub promises to the routes, whichever process its generations run in. */
export function testHub(platform: string, setUp: () => Promise<HubSite>): void {
  describe(`hub contract: ${platform}`, () => {
    const sites: HubSite[] = []

    afterEach(async () => {
      for (const site of sites.splice(0)) await site.close()
    })

    /** A site with one answer that runs, begun by `text`, and that the test writes on. */
    async function running(text: string) {
      const site = await setUp()
      sites.push(site)
      const held = site.ollama.hold()
      const chat = await startChat(site, 'Hello')
      const ref: MessageRef = {
        userId: local,
        chatId: chatNamed(chat.path.split('/')[2]),
        messageId: messageNo(chat.message),
      }
      held.write(text)
      await held.request
      return { site, held, chat, ref }
    }

    async function read(stream: ReadableStream<Uint8Array> | undefined, until: (data: string) => boolean) {
      let data = ''
      for await (const event of readEvents(new Response(stream ?? null))) {
        data += event.data
        if (until(data)) return data
      }
      throw new Error(`the stream ended at ${data}`)
    }

    it('knows an answer under its own chat and user only', async () => {
      const { site, held, ref } = await running('Secret')
      const foreign = [
        { ...ref, userId: stranger },
        { ...ref, messageId: messageNo(ref.messageId + 1) },
        { ...ref, chatId: chatNamed('another-chat') },
      ]
      for (const other of foreign) {
        expect(await site.hub.subscribe(other, everybody)).toBeUndefined()
        expect(await site.hub.follow(other, everybody)).toBeUndefined()
        await site.hub.cancel(other)
      }
      expect(site.ollama.open).toBe(1)
      await read(await site.hub.subscribe(ref, everybody), (data) => data.includes('Secret'))
      held.end()
    })

    it('begins a generation once, however often it is asked to', async () => {
      const { site, held, ref } = await running('Once')
      const place = { parentId: messageNo(ref.messageId - 1), versions: [ref.messageId] }
      await site.hub.start({ ref, place, attempt: 1, model: 'ollama/llama3.2' })
      await read(await site.hub.subscribe(ref, everybody), (data) => data.includes('Once'))
      expect(site.ollama.requests).toHaveLength(1)
      held.end()
    })

    it('does not mind readers that leave, nor readers that never read', async () => {
      const { site, held, ref } = await running('First')
      await site.hub.subscribe(ref, everybody)
      await (await site.hub.subscribe(ref, everybody))?.cancel()
      await (await site.hub.follow(ref, everybody))?.cancel()
      const reader = site.hub.subscribe(ref, everybody)
      held.write(' second')
      await read(await reader, (data) => data.includes('second'))
      expect(site.ollama.open).toBe(1)
      held.end()
    })

    it('cancels: the line to the model is closed and the text stored before it answers', async () => {
      const { site, held, chat, ref } = await running('Kept text')
      await read(await site.hub.subscribe(ref, everybody), (data) => data.includes('Kept text'))
      await site.hub.cancel(ref)
      await held.closed
      const page = await (await open(site, chat.path)).text()
      expect(page).toContain('Kept text')
      expect(page).toContain('Stopped.')
      expect(page).not.toContain('sse-connect')
    })
  })
}
