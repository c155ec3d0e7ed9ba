import { Hono } from 'hono'
import { compress } from 'hono/compress'
import type { AppEnv } from '../../context.ts'
import type { App } from './serve.ts'

/**
 * The app with its answers compressed. Event streams, pages that grow (both say `no-transform`) and what is compressed
 * already pass as they are. Only for Node: on Workers the network compresses by itself.
 */
export function compressed(app: App): App {
  const outer = new Hono<AppEnv>()
  outer.use(compress())
  outer.all('*', (c) => app.fetch(c.req.raw, c.env))
  return outer
}
