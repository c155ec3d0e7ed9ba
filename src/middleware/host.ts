import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../context.ts'
import { ProblemError } from '../problem.ts'

/**
 * Answers only to names that we know. Without it a page of any site could point its own name at 127.0.0.1 and read the
 * chats as "same origin" (DNS rebinding). Where people sign in, that name has no login, so it is enough to check the names
 * where some are given.
 */
export function knownHost(hosts: string[]) {
  const known = new Set(['localhost', '127.0.0.1', '[::1]', ...hosts.map((host) => host.toLowerCase())])
  return createMiddleware<AppEnv>(async (c, next) => {
    const host = c.req.header('Host') ?? new URL(c.req.url).host
    const name = host.replace(/:\d+$/, '').toLowerCase()
    if (!known.has(name)) throw new ProblemError(421, ({ problem }) => problem.host(name.slice(0, 100)))
    await next()
  })
}
