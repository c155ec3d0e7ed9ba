import type { Config } from '../../config.ts'
import type { Dependencies } from '../../context.ts'
import type { Database } from '../../db/database.ts'
import { createHub } from '../../streaming/hub.ts'
import { Queue } from '../../streaming/queue.ts'
import { createLinks } from '../../views/links.ts'
import type { SiteMap } from '../../views/ui.ts'
import { createParts, hubTools, type Platform } from '../../wiring.ts'

/**
 * The app's dependencies, for chats that are kept and for temporary ones, whose database is gone with the process. The
 * answers of both are written in this process, and wait in one queue.
 */
export function wire(config: Config, platform: Platform, memory: Database) {
  const parts = createParts(config, platform)
  const limits = { queue: new Queue(config.limits), largestAnswer: config.largestAnswer }

  function over(chats: Database, siteMap: SiteMap) {
    const tools = hubTools(parts, chats, siteMap)
    const hub = createHub({ ...tools, ...limits })
    return { ...parts, chats, siteMap, presenter: tools.presenter, hub } satisfies Dependencies
  }

  const kept = over(platform.db, { ...parts.siteMap, temporary: 'offered' })
  const links = createLinks(config.basePath, parts.siteMap.links.temporary)
  const temporary = over(memory, { ...parts.siteMap, links, temporary: 'here' })
  return {
    kept,
    temporary,
    /** Leaves running answers to the next start. */
    leave: async () => {
      await Promise.all([kept.hub.close(), temporary.hub.close()])
    },
  }
}
