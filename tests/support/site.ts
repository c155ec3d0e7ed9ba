import type { StandIn } from './ollama.ts'

/** A running Weir, on whichever platform, with a stand-in for Ollama behind it: what the contract suites talk to. */
export type Site = {
  /** Answers a request for a path of this site. */
  fetch: (path: string, init?: RequestInit) => Promise<Response>
  /** The name under which it is reached. */
  origin: string
  ollama: StandIn
  close: () => Promise<void>
}

export type SiteOptions = { password?: string; env?: Record<string, string> }

/** Starts a new site with nothing stored. */
export type SetUp = (options?: SiteOptions) => Promise<Site>

/** Posts a form as htmx does, or, with `plain`, as a browser without JavaScript. */
export function post(site: Site, path: string, fields: Record<string, string> = {}, { plain = false } = {}) {
  return site.fetch(path, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Sec-Fetch-Site': 'same-origin',
      ...(plain ? {} : { 'HX-Request': 'true' }),
    },
  })
}

/** Opens a page as a browser does. */
export function open(site: Site, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return site.fetch(path, { redirect: 'manual', headers: { Accept: 'text/html,*/*;q=0.8', ...headers } })
}

/** A new chat: its address, and the number of the message that is being written. */
export async function startChat(site: Site, content: string, model = 'ollama/llama3.2') {
  const response = await post(site, '/chats', { content, model })
  const path = response.headers.get('HX-Push-Url') ?? ''
  const html = await response.text()
  const stream = /sse-connect="([^"]+)"/.exec(html)?.[1] ?? ''
  const message = Number(/messages\/(\d+)\/stream/.exec(stream)?.[1])
  return { path, stream, message, html }
}
