import { Hono } from 'hono'
import { createApp, localUser } from './app.tsx'
import { ConfigError } from './config.ts'
import { ensureUser } from './db/users.ts'
import type { Bindings } from './platform/workers/bindings.ts'
import { NotReady } from './platform/workers/not-ready.tsx'
import { openPlatform } from './platform/workers/platform.ts'
import { createRemoteHub } from './platform/workers/remote-hub.ts'
import { safeHeaders } from './walls/headers.ts'
import { wireWith } from './wiring.ts'

export { ChatObject } from './platform/workers/chat-object.ts'

let app: ReturnType<typeof createApp> | undefined

async function open(env: Bindings) {
  const { config, platform } = await openPlatform(env)
  await ensureUser(platform.db, localUser)
  return createApp(wireWith(config, platform, () => createRemoteHub(env.CHATS)).deps)
}

/** What every request gets while the app cannot be opened: a page that says why, behind the same walls. */
function notReady(error: unknown) {
  if (!(error instanceof ConfigError)) console.error('cannot open', error)
  const problems = error instanceof ConfigError ? error.message.split('\n') : undefined
  const page = NotReady({ problems })
  return new Hono().use(safeHeaders).all('*', (c) => c.html(page, 503, { 'Cache-Control': 'no-store' }))
}

export default {
  async fetch(request: Request, env: Bindings): Promise<Response> {
    try {
      app ??= await open(env)
    } catch (error) {
      return notReady(error).fetch(request)
    }
    return app.fetch(request)
  },
}
