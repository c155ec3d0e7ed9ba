import { afterEach, describe, expect, it } from 'vitest'
import { Page } from '../support/page.ts'
import { open, post, type SetUp, type Site, startChat } from '../support/site.ts'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default"

/** What every platform answers over HTTP: pages, fragments, and refusals that change nothing. */
export function testHttp(platform: string, setUp: SetUp): void {
  describe(`HTTP contract: ${platform}`, () => {
    const sites: Site[] = []

    async function start(...options: Parameters<SetUp>): Promise<Site> {
      const site = await setUp(...options)
      sites.push(site)
      return site
    }

    afterEach(async () => {
      for (const site of sites.splice(0)) await site.close()
    })

    it('shows a first page with three prompts and a box', async () => {
      const site = await start()
      const response = await open(site, '/')
      const html = await response.text()
      expect(response.status).toBe(200)
      expect(html.match(/class="prompt"/g)).toHaveLength(3)
      expect(html).toMatch(/<textarea[^>]*name="content"/)
      expect(html).toMatch(/<select[^>]*name="model"/)
      expect(html).toContain('value="ollama/llama3.2:latest"')
      expect(html).toContain('value="guide/guide"')
    })

    it('puts the walls on every answer: pages, fragments, assets, refusals, redirects', async () => {
      const site = await start()
      const home = await (await open(site, '/')).text()
      const script = /<script src="([^"]+)"/.exec(home)?.[1] ?? ''
      const answers = [
        await open(site, '/'),
        await open(site, script),
        await open(site, '/chats/none'),
        await open(site, '/nowhere'),
        await post(site, '/chats', { content: '' }),
        await post(site, '/chats', { content: 'Hello', model: 'guide/guide' }, { plain: true }),
      ]
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 404, 422, 303])
      for (const { headers } of answers) {
        expect(headers.get('Content-Security-Policy')).toBe(policy)
        expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
        expect(headers.get('Referrer-Policy')).toBe('no-referrer')
        expect(headers.get('Permissions-Policy')).toContain('camera=()')
        expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
        expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
      }
    })

    it('has no inline script, style or event handler, and nothing from elsewhere', async () => {
      const site = await start()
      const chat = await startChat(site, 'Hello <script>alert(1)</script> <img src=x onerror=alert(1)>', 'guide/guide')
      for (const path of ['/', chat.path]) {
        const html = await (await open(site, path)).text()
        const { document } = new Page(html)
        expect(
          document.querySelectorAll('script:not([src]), style, [style], iframe, object, img[onerror]'),
        ).toHaveLength(0)
        for (const element of document.querySelectorAll('*'))
          for (const { name, value } of element.attributes) {
            expect(name).not.toMatch(/^(on|hx-on|style)/)
            if (/^(src|href|action|hx-(get|post))$/.test(name)) expect(value).toMatch(/^(\/(?!\/)|#)/)
          }
      }
    })

    it('serves assets by the hash of their content, for ever', async () => {
      const site = await start()
      const html = await (await open(site, '/')).text()
      const addresses = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, address = '']) => address)
      expect(new Set(addresses).size).toBe(5)
      for (const address of addresses) {
        expect(address).toMatch(/\.[0-9a-f]{8,}\.\w+$/)
        const response = await site.fetch(address)
        expect(response.status).toBe(200)
        expect(response.headers.get('Cache-Control')).toContain('immutable')
        await response.arrayBuffer()
      }
      expect((await site.fetch('/assets/app.000000000000.css')).status).toBe(404)
    })

    it('makes a chat of a first message, and shows it again', async () => {
      const site = await start()
      const held = site.ollama.hold()
      const { path, html } = await startChat(site, 'What is **HTMX**?')
      expect(path).toMatch(/^\/chats\/[\w-]{12}$/)
      expect(html).toContain('<p>What is **HTMX**?</p>')
      expect((await held.request).messages).toEqual([{ role: 'user', content: 'What is **HTMX**?' }])
      const page = await (await open(site, path)).text()
      expect(page).toContain('<p>What is **HTMX**?</p>')
      expect(page).toMatch(/aria-current="page"[^>]*>What is HTMX\?/)
      held.end()
    })

    it('answers a plain form with a redirect to the page', async () => {
      const site = await start()
      const response = await post(site, '/chats', { content: 'Hello', model: 'guide/guide' }, { plain: true })
      expect(response.status).toBe(303)
      expect(response.headers.get('Location')).toMatch(/^\/chats\/[\w-]{12}\?growing$/)
    })

    it.each([
      ['nothing', {}, 422, 'The form came incomplete'],
      ['an empty message', { content: '  \n ' }, 422, 'Write something first'],
      ['too long a message', { content: 'x'.repeat(200_001) }, 422, 'too long'],
      ['a model of no provider', { content: 'Hello', model: 'not a model' }, 422, 'Choose a model'],
      ['more than the server reads', { content: 'x'.repeat(3_200_000) }, 413, 'too much'],
    ])('refuses %s in words, and changes nothing', async (_what, fields, status, words) => {
      const site = await start()
      for (const plain of [true, false]) {
        const response = await post(site, '/chats', fields as Record<string, string>, { plain })
        expect(response.status).toBe(status)
        expect(await response.text()).toContain(words)
      }
      expect(await (await open(site, '/')).text()).not.toContain('href="/chats/')
    })

    it('refuses what comes from another site', async () => {
      const site = await start()
      const attempt = (headers: Record<string, string>) =>
        site.fetch('/chats', {
          method: 'POST',
          body: new URLSearchParams({ content: 'Hi', model: 'guide/guide' }),
          headers,
          redirect: 'manual',
        })
      expect((await attempt({ 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
      expect((await attempt({ 'Sec-Fetch-Site': 'same-site' })).status).toBe(403)
      expect((await attempt({ Origin: 'https://evil.example' })).status).toBe(403)
      expect((await attempt({ Origin: 'null' })).status).toBe(403)
      expect((await attempt({ Origin: site.origin })).status).toBe(303)
    })

    it('asks for the password when there is one, and lets nobody in without it', async () => {
      const site = await start({ password: 'correct horse' })
      const as = (password: string) => open(site, '/', { Authorization: `Basic ${btoa(`me:${password}`)}` })
      const refused = await open(site, '/')
      expect(refused.status).toBe(401)
      expect(refused.headers.get('WWW-Authenticate')).toContain('Basic')
      expect(refused.headers.get('Content-Security-Policy')).toBe(policy)
      const page = await refused.text()
      expect(page).toContain('know its password')
      const style = /href="([^"]+\.css)"/.exec(page)?.[1] ?? ''
      expect((await open(site, style)).status).not.toBe(401)
      expect((await as('wrong horse')).status).toBe(401)
      expect((await as('correct horse')).status).toBe(200)
      expect((await open(site, '/chats/x/messages/1/stream')).status).toBe(401)
    })

    it('slows down whoever tries passwords, and tells them when there are too many', async () => {
      const site = await start({ password: 'correct horse' })
      await open(site, '/')
      const leave = new AbortController()
      const tried = async (index: number) => {
        const headers = { Authorization: `Basic ${btoa(`me:wrong horse ${index}`)}` }
        const response = await site.fetch('/chats/none', { headers, signal: leave.signal })
        if (response.status !== 429) throw new Error('not refused')
        return response
      }
      const refused = await Promise.any(Array.from({ length: 16 }, (_, index) => tried(index)))
      expect(refused.headers.get('Retry-After')).toBe('3')
      expect(refused.headers.get('WWW-Authenticate')).toBeNull()
      expect(await refused.text()).toContain('Too many wrong passwords')
      leave.abort()
    })

    it('keeps pages out of shared caches', async () => {
      const site = await start()
      expect((await open(site, '/')).headers.get('Cache-Control')).toBe('no-store')
    })
  })
}
