import { localUser } from './app.tsx'
import { ensureUser } from './db/users.ts'
import type { Bindings } from './platform/workers/bindings.ts'
import { notReady } from './platform/workers/not-ready.tsx'
import { openPlatform } from './platform/workers/platform.ts'
import { createRemoteHub } from './platform/workers/remote-hub.ts'
import { safeHeaders } from './walls/headers.ts'
import { wireWith } from './wiring.ts'
import { createZonedApp } from './zones.ts'

export { ChatObject } from './platform/workers/chat-object.ts'

let app: ReturnType<typeof createZonedApp> | undefined

async function open(env: Bindings) {
  const { config, platform } = await openPlatform(env)
  await ensureUser(platform.db, localUser)
  return createZonedApp(wireWith(config, platform, () => createRemoteHub(env.CHATS)).deps)
}

export default {
  async fetch(request: Request, env: Bindings): Promise<Response> {
    try {
      app ??= await open(env)
    } catch (error) {
      return notReady(request, error, safeHeaders)
    }
    return app.fetch(request)
  },
}
