import { createApp, localUser } from './app.tsx'
import { purge } from './chat/deletion.ts'
import { ensureUser } from './db/users.ts'
import { safeHeaders } from './middleware/headers.ts'
import { spokenLanguage } from './middleware/viewer.ts'
import type { Bindings } from './platform/workers/bindings.ts'
import { notReady } from './platform/workers/not-ready.tsx'
import { openPlatform } from './platform/workers/platform.ts'
import { createRemoteHub } from './platform/workers/remote-hub.ts'
import { languages } from './strings/languages.ts'
import { createParts, presenterOf } from './wiring.ts'

export { ChatObject } from './platform/workers/chat-object.ts'

let app: ReturnType<typeof createApp> | undefined

async function open(env: Bindings) {
  const { config, platform, assets } = await openPlatform(env)
  await ensureUser(platform.db, localUser)
  const parts = createParts(config, platform)
  const presenter = presenterOf(parts, parts.siteMap)
  return createApp({ ...parts, chats: platform.db, presenter, hub: createRemoteHub(env.CHATS) }, { ...config, assets })
}

export default {
  async fetch(request: Request, env: Bindings): Promise<Response> {
    try {
      app ??= await open(env)
    } catch (error) {
      return notReady(request, error, languages, [safeHeaders, spokenLanguage(languages)])
    }
    return app.fetch(request, { peer: request.headers.get('cf-connecting-ip') ?? undefined })
  },

  /** By the clock of wrangler.toml: nobody has to look at the chats for the deleted ones to go. */
  async scheduled(_event: unknown, env: Bindings): Promise<void> {
    const { platform } = await openPlatform(env)
    await purge({ chats: platform.db, now: Date.now })
  },
}
