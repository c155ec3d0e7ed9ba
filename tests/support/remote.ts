import { type StandIn, startOllama } from './ollama.ts'
import { keptPort } from './port.ts'
import { dataFolder, type Server, startServer } from './server.ts'
import type { Site } from './site.ts'

/** The built program as a site, over a folder of its own. */
export type RemoteSite = Site & { readonly server: Server; data: string; restart: () => Promise<void> }

/** Starts the built program as a process of its own, and a stand-in unless one is given. */
export async function remoteSite({
  ollama,
  env = {},
}: {
  ollama?: StandIn
  env?: NodeJS.ProcessEnv
} = {}): Promise<RemoteSite> {
  const model = ollama ?? (await startOllama())
  const folder = await dataFolder()
  const port = String(await keptPort())
  const start = () => startServer({ data: folder.path, env: { OLLAMA_HOST: model.url, PORT: port, ...env } })
  let server = await start()
  return {
    fetch: (path, init) => fetch(server.url + path, init),
    get origin() {
      return server.url
    },
    get server() {
      return server
    },
    ollama: model,
    data: folder.path,
    /** At the same address, after it was stopped. */
    restart: async () => {
      server = await start()
    },
    close: async () => {
      if (server.process.exitCode === null && server.process.signalCode === null) await server.stop()
      if (!ollama) await model.close()
      await folder.remove()
    },
  }
}

/** Everything that the answer's stream says until its end. */
export async function toEnd(site: Site, stream: string): Promise<void> {
  await (await site.fetch(stream)).text()
}
