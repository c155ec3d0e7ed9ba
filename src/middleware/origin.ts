import { createMiddleware } from 'hono/factory'
import { type AppEnv, isOwnRequest } from '../context.ts'
import { ProblemError } from '../problem.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Refuses a state change that another site's page makes a browser send. */
export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (!safeMethods.has(c.req.method) && !isOwnRequest(c)) throw new ProblemError(403, ({ problem }) => problem.origin)
  await next()
})
