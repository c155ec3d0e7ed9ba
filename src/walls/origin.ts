import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../context.ts'
import { ProblemError } from '../problem.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a state change that another site's page makes a browser send. Browsers say where a request comes from in
 * `Sec-Fetch-Site`, and in `Origin`; what sends neither is no browser, and has no login to abuse.
 */
export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (!safeMethods.has(c.req.method) && !isOwn(c.req.raw.headers, c.req.url))
    throw new ProblemError(403, ({ problem }) => problem.origin)
  await next()
})

function isOwn(headers: Headers, url: string): boolean {
  const site = headers.get('Sec-Fetch-Site')
  if (site !== null) return site === 'same-origin' || site === 'none'
  const origin = headers.get('Origin')
  if (origin === null) return true
  const host = headers.get('Host') ?? new URL(url).host
  return URL.canParse(origin) && new URL(origin).host === host
}
