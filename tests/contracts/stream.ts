import { afterEach, describe, expect, it } from 'vitest'
import { readEvents } from '../support/events.ts'
import { fastest } from '../support/fastest.ts'
import { Page } from '../support/page.ts'
import { open, post, type SetUp, type Site, startChat } from '../support/site.ts'

/** What every platform promises of an answer's stream: design section 3 as a reader sees it. */
export function testStream(platform: string, setUp: SetUp): void {
  describe(`stream contract: ${platform}`, () => {
    const sites: Site[] = []

    async function start(...options: Parameters<SetUp>): Promise<Site> {
      const site = await setUp(...options)
      sites.push(site)
      return site
    }

    afterEach(async () => {
      for (const site of sites.splice(0)) await site.close()
    })

    /** Opens an answer's stream over the page that its chat shows now. */
    async function listen(site: Site, chat: { path: string; stream: string }, lastEventId?: string) {
      const page = new Page(await (await open(site, chat.path)).text())
      const stop = new AbortController()
      const headers: Record<string, string> = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }
      const response = await site.fetch(chat.stream, { headers, signal: stop.signal })
      const events = readEvents(response)
      const reader = {
        page,
        response,
        lastId: '',
        seen: [] as string[],
        leave: () => stop.abort(),
        /** Reads and applies events until the page is as wanted. */
        async until(wanted: (page: Page) => boolean): Promise<void> {
          while (!wanted(page)) await reader.next()
        },
        async next(): Promise<boolean> {
          const { value, done } = await events.next()
          if (done) return false
          reader.seen.push(value.event)
          reader.lastId = value.id
          page.apply(value)
          return true
        },
        async toEnd(): Promise<void> {
          while (await reader.next());
        },
      }
      return reader
    }

    const body = (message: number) => `#m${message} .prose`

    it('grows while the model writes, and ends with figures, buttons and without a listener', async () => {
      const site = await start()
      const held = site.ollama.hold()
      const chat = await startChat(site, 'Hello')
      const reader = await listen(site, chat)
      expect(reader.response.headers.get('Content-Type')).toMatch(/^text\/event-stream/)
      expect(reader.response.headers.get('Cache-Control')).toBe('no-cache, no-transform')
      expect(reader.response.headers.get('X-Accel-Buffering')).toBe('no')
      held.write('Some **bo')
      await reader.until((page) => page.text(body(chat.message)) === 'Some bo')
      expect(reader.page.html(body(chat.message))).toContain('<strong>bo</strong>')
      held.write('ld** text\n\n- one\n- two')
      await reader.until((page) => page.text(body(chat.message)).endsWith('two'))
      expect(reader.page.has(`#m${chat.message}-phase .stop`)).toBe(true)
      held.end({ eval_count: 12, eval_duration: 1e9 })
      await reader.toEnd()
      expect(reader.seen.at(-1)).toBe('end')
      expect(reader.seen.filter((event) => event === 'end')).toHaveLength(1)
      expect(reader.page.has(`#m${chat.message}-live`)).toBe(false)
      expect(reader.page.text(`#m${chat.message}-phase`)).toBe('')
      expect(reader.page.text('.figures')).toContain('12 tokens · 12.0 tokens/s')
      const stored = new Page(await (await open(site, chat.path)).text())
      expect(stored.html(body(chat.message))).toBe(reader.page.html(body(chat.message)))
      expect(stored.has('[sse-connect]')).toBe(false)
    })

    it('gives ids of attempt and offset, and goes on from one with exactly what is missing', async () => {
      const site = await start()
      const held = site.ollama.hold()
      const chat = await startChat(site, 'Hello')
      const first = await listen(site, chat)
      held.write('One two three')
      await first.until((page) => page.text(body(chat.message)).endsWith('three'))
      expect(first.lastId).toBe('1.13')
      first.leave()
      held.write(' four five')
      const watcher = await listen(site, chat)
      await watcher.until((page) => page.text(body(chat.message)).endsWith('five'))
      const second = await site.fetch(chat.stream, { headers: { 'Last-Event-ID': '1.13' } })
      const events = readEvents(second)
      const { value } = await events.next()
      expect(value?.id).toBe('1.23')
      expect(value?.data).toContain(' four five')
      expect(value?.data).not.toContain('One')
      first.page.apply({ data: value?.data ?? '' })
      expect(first.page.html(body(chat.message))).toBe(watcher.page.html(body(chat.message)))
      held.end()
      await events.return(undefined)
      watcher.leave()
    })

    it.each(['', '7.3', '0.5', '1.99999', 'nonsense', '1.5e1', '-1.2'])(
      'replaces the whole text for the id %j, which it did not give',
      async (id) => {
        const site = await start()
        const held = site.ollama.hold()
        const chat = await startChat(site, 'Hello')
        held.write('All of it')
        const reader = await listen(site, chat, id)
        reader.page.document.querySelector(body(chat.message))?.replaceChildren('something else')
        await reader.until((page) => page.text(body(chat.message)) === 'All of it')
        held.end()
        reader.leave()
      },
    )

    it('shows two readers the same, from one generation', async () => {
      const site = await start()
      const held = site.ollama.hold()
      const chat = await startChat(site, 'Hello')
      const early = await listen(site, chat)
      held.write('# Title\n\nFirst paragraph')
      await early.until((page) => page.text(body(chat.message)).endsWith('paragraph'))
      const late = await listen(site, chat)
      held.write(' goes on\n\n1. item')
      held.end()
      await Promise.all([early.toEnd(), late.toEnd()])
      expect(late.page.html(body(chat.message))).toBe(early.page.html(body(chat.message)))
      expect(site.ollama.requests.filter(({ messages }) => messages.length === 1)).toHaveLength(1)
    })

    it('goes on when every reader has left', async () => {
      const site = await start()
      const held = site.ollama.hold()
      const chat = await startChat(site, 'Hello')
      const reader = await listen(site, chat)
      held.write('before')
      await reader.until((page) => page.text(body(chat.message)) === 'before')
      reader.leave()
      held.write(' and after')
      held.end()
      const later = await listen(site, chat)
      await later.toEnd()
      expect(later.page.text(body(chat.message))).toBe('before and after')
    })

    it('answers at once, with an end, for an answer that has ended, is deleted, or was never there', async () => {
      const site = await start()
      const held = site.ollama.hold()
      const chat = await startChat(site, 'Hello', 'ollama/llama3.2')
      held.write('Done.')
      held.end()
      await (await listen(site, chat)).toEnd()
      const ended = await listen(site, chat, '1.2')
      await ended.toEnd()
      expect(ended.seen).toEqual(['end'])
      expect(ended.page.text(body(chat.message))).toBe('Done.')
      await post(site, `${chat.path}/messages/${chat.message}/deletion`)
      for (const stream of [
        chat.stream,
        `${chat.path}/messages/999/stream`,
        '/chats/none/messages/1/stream',
        `${chat.path}/messages/x/stream`,
      ]) {
        const response = await site.fetch(stream)
        expect(response.status).toBe(200)
        const events = []
        for await (const event of readEvents(response)) events.push(event.event)
        expect(events, stream).toEqual(['end'])
      }
    })

    it('stops at once when a person says so: the model sees it, the text stays, Continue goes on from it', async () => {
      const site = await start()
      const held = site.ollama.hold()
      const chat = await startChat(site, 'Hello')
      const reader = await listen(site, chat)
      held.write('Half a sen')
      await reader.until((page) => page.text(body(chat.message)).endsWith('sen'))
      await Promise.all([post(site, `${chat.path}/messages/${chat.message}/cancellation`), held.closed])
      await reader.toEnd()
      expect(reader.page.text(body(chat.message))).toBe('Half a sen')
      expect(reader.page.text(`#m${chat.message}-foot`)).toMatch(/Stopped.*Continue.*Regenerate/s)

      const again = site.ollama.hold()
      const thread = await (await post(site, `${chat.path}/messages/${chat.message}/continuation`)).text()
      expect(thread).toContain('sse-connect')
      expect((await again.request).messages.at(-1)).toEqual({ role: 'assistant', content: 'Half a sen' })
      const old = await listen(site, chat, '1.10')
      again.write('tence.')
      again.end()
      await old.toEnd()
      expect(old.page.text(body(chat.message))).toBe('Half a sentence.')
      expect(old.lastId).toBe('2.16')
    })

    it('closes the line to the model within 200 ms of a Stop', async () => {
      const site = await start()
      const took = await fastest(async () => {
        const held = site.ollama.hold()
        const chat = await startChat(site, 'Hello')
        await held.request
        const asked = performance.now()
        await Promise.all([post(site, `${chat.path}/messages/${chat.message}/cancellation`), held.closed])
        return performance.now() - asked
      }, 3)
      expect(took).toBeLessThan(200)
    })

    it('shows what it waits for: loading, thinking that folds, answering', async () => {
      const site = await start()
      const held = site.ollama.hold()
      const chat = await startChat(site, 'Hello')
      const reader = await listen(site, chat)
      const phase = `#m${chat.message}-phase`
      await reader.until((page) => page.text(phase).startsWith('Waiting'))
      held.think('Let me ')
      held.think('see.')
      await reader.until((page) => page.text(`#m${chat.message} .thought-text`) === 'Let me see.')
      expect(reader.page.has('details.thought[open]')).toBe(true)
      held.write('Yes.')
      await reader.until((page) => page.text(body(chat.message)) === 'Yes.')
      await reader.until((page) => !page.has('details.thought[open]'))
      expect(reader.page.text('details.thought summary')).toMatch(/Thought for \d+ second/)
      held.end()
      await reader.toEnd()
      expect(reader.page.text(`#m${chat.message} .thought-text`)).toBe('Let me see.')

      const next = site.ollama.hold()
      await post(site, `${chat.path}/messages`, { content: 'And now?', model: 'ollama/llama3.2' })
      expect(JSON.stringify((await next.request).messages)).not.toContain('Let me see')
      next.end()
    })

    it('gives the chat a title in the same stream, made by the same model after the answer', async () => {
      const site = await start()
      const answer = site.ollama.hold()
      const title = site.ollama.hold()
      const chat = await startChat(site, 'Why is the sky blue?')
      const reader = await listen(site, chat)
      answer.write('Rayleigh scattering.')
      answer.end()
      await reader.until((page) => page.text(`#m${chat.message}-phase`) === '')
      expect(reader.page.text('#chat-title')).toBe('Why is the sky blue?')
      expect((await title.request).model).toBe((await answer.request).model)
      title.write('"Blue skies"')
      title.end()
      await reader.toEnd()
      expect(reader.page.text('#chat-title')).toBe('Blue skies')
      expect(reader.page.text('title')).toBe('Blue skies · Weir')
      expect(new Page(await (await open(site, '/')).text()).text('#chat-list')).toContain('Blue skies')
    })

    it('keeps the text and says why, when the model fails in the middle', async () => {
      const site = await start()
      site.ollama.enqueue({ chunks: ['Some ', 'text'], errorAfter: 2 })
      const chat = await startChat(site, 'Hello')
      const reader = await listen(site, chat)
      await reader.toEnd()
      expect(reader.page.text(body(chat.message))).toBe('Some text')
      expect(reader.page.text(`#m${chat.message}-foot`)).toMatch(
        /could not be finished.*running the model.*so far is kept.*Continue/s,
      )
      expect(reader.page.has(`#m${chat.message}-foot [role=alert]`)).toBe(true)
    })

    it('keeps all of a question and of an answer in which a NUL stands', async () => {
      const site = await start()
      site.ollama.enqueue({ chunks: ['One\0two'] })
      const chat = await startChat(site, 'Before\0after')
      await (await listen(site, chat)).toEnd()
      const page = new Page(await (await open(site, chat.path)).text())
      expect(page.text(body(chat.message - 1))).toBe('Before\ufffdafter')
      expect(page.text(body(chat.message))).toBe('One\ufffdtwo')
      expect(site.ollama.requests[0]?.messages.at(-1)?.content).toBe('Before\ufffdafter')
    })

    it('says when an answer ran into its limit of tokens, and goes on from there', async () => {
      const site = await start()
      site.ollama.enqueue({ chunks: ['Half a sen'], counts: { done_reason: 'length' } })
      site.ollama.enqueue({ chunks: ['A title'] })
      const chat = await startChat(site, 'Hello')
      const reader = await listen(site, chat)
      await reader.toEnd()
      const foot = `#m${chat.message}-foot`
      expect(reader.page.text(foot)).toMatch(/ran into the token limit.*Continue/s)
      const button = reader.page.document.querySelector(`${foot} form[action$="/continuation"]`)
      const again = site.ollama.hold()
      await post(site, button?.getAttribute('action') ?? '')
      expect((await again.request).messages.at(-1)).toEqual({ role: 'assistant', content: 'Half a sen' })
      const next = await listen(site, chat)
      again.write('tence.')
      again.end()
      await next.toEnd()
      expect(next.page.text(body(chat.message))).toBe('Half a sentence.')
      expect(next.page.text(foot)).not.toContain('Continue')
    })

    it('ends an answer that becomes too large, keeps what came, and offers no Continue', async () => {
      const site = await start({ env: { WEIR_MAX_ANSWER: '2000' } })
      const held = site.ollama.hold()
      const chat = await startChat(site, 'Hello', 'ollama/llama3.2')
      const reader = await listen(site, chat)
      for (let i = 0; i < 100; i++) held.write(`${i} words of a long answer. `)
      await Promise.all([reader.toEnd(), held.closed])
      const shown = reader.page.text(body(chat.message))
      expect(shown).toMatch(/^0 words .* 5\d words/)
      expect(shown.length).toBeGreaterThan(1400)
      expect(shown.length).toBeLessThanOrEqual(1500)
      const foot = reader.page.text(`#m${chat.message}-foot`)
      expect(foot).toMatch(/as large as this server allows.*is kept/)
      expect(foot).not.toContain('Continue')
      await post(site, `${chat.path}/messages/${chat.message}/continuation`)
      const stored = new Page(await (await open(site, chat.path)).text())
      expect(stored.text(body(chat.message))).toBe(shown)
      expect(stored.text(`#m${chat.message}-foot`)).toBe(foot)
      expect(stored.has('[sse-connect]')).toBe(false)
    })

    it('sends the page as it grows to those without JavaScript', async () => {
      const site = await start()
      const held = site.ollama.hold()
      const chat = await startChat(site, 'Hello')
      const response = await open(site, `${chat.path}?growing`)
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
      let html = ''
      const until = async (wanted: RegExp) => {
        while (!wanted.test(html)) {
          const step = await reader?.read()
          if (!step || step.done) throw new Error(`ended before ${wanted}`)
          html += step.value
        }
      }
      await until(/Hello/)
      held.write('First paragraph.\n\nSecond **par')
      await until(/First paragraph\.<\/p>/)
      expect(html).not.toContain('Second')
      expect(html).not.toContain('</html>')
      held.write('agraph**.\n\n')
      held.end()
      await until(/<\/html>/)
      expect(html).toContain('<strong>paragraph</strong>')
      expect(html.indexOf('First paragraph')).toBe(html.lastIndexOf('First paragraph'))
      const page = new Page(html)
      expect(page.text(`#m${chat.message}`)).toContain('Regenerate')
    })

    it('lets a question wait for the answer before it', async () => {
      const site = await start()
      const [first, ...others] = [site.ollama.hold(), site.ollama.hold(), site.ollama.hold()]
      const chat = await startChat(site, 'One')
      first.write('Answer one')
      const html = await (
        await post(site, `${chat.path}/messages`, { content: 'Two', model: 'ollama/llama3.2' })
      ).text()
      const stream = /sse-connect="([^"]+)"/.exec(html)?.[1] ?? ''
      const message = Number(/messages\/(\d+)\/stream/.exec(stream)?.[1])
      const reader = await listen(site, { path: chat.path, stream })
      await reader.until((page) => /Waiting for 1 other answer/.test(page.text(`#m${message}-phase`)))
      first.end()
      // The second answer and the title of the first, in whichever order.
      const said = await Promise.all(
        others.map(async (answer) => (await answer.request).messages.map(({ content }) => content)),
      )
      expect(said).toContainEqual(['One', 'Answer one', 'Two'])
      for (const answer of others) {
        answer.write('Answer two')
        answer.end()
      }
      await reader.toEnd()
      expect(reader.page.text(body(message))).toBe('Answer two')
    })
  })
}
