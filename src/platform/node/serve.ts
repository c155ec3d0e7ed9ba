import type { Server } from 'node:http'
import { serve as listen } from '@hono/node-server'
import type { AppEnv } from '../../context.ts'

/** What answers requests, and is told where each comes from. */
export type App = { fetch: (request: Request, env: AppEnv['Bindings']) => Response | Promise<Response> }

type Handler = Parameters<typeof listen>[0]['fetch']

/** Why the server cannot listen, in words for people. */
export class ListenError extends Error {
  override name = 'ListenError'
}

/**
 * Serves an app over HTTP. Once it listens, and so nothing can go wrong any more, it does `first`; requests wait for that.
 * Resolves with the address that people open.
 */
export async function serve(
  app: App,
  address: { host: string; port: number },
  first: () => Promise<void> = async () => {},
): Promise<{ address: string; close: () => Promise<void> }> {
  let ready: Promise<void> | undefined
  const fetch: Handler = async (request, { incoming }) => {
    await ready
    return app.fetch(request, { peer: incoming.socket.remoteAddress })
  }
  const server = await open(fetch, address)
  ready = first()
  await ready
  return server
}

function open(
  fetch: Handler,
  { host, port }: { host: string; port: number },
): Promise<{ address: string; close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch, hostname: host.replace(/^\[|\]$/g, ''), port }, (info) => {
      const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
      resolve({ address: `http://${name}:${info.port}`, close: () => close(server as Server) })
    })
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new ListenError(sentence(cause, host, port), { cause })),
    )
  })
}

/** Accepts nothing new and lets go of the lines that are still open: event streams would never end by themselves. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 500).unref()
  })
}

function sentence({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `PORT ${port} is taken by another program. Stop that one, or set PORT to another number.`
  if (code === 'EACCES') return `PORT ${port} may not be used by this user. Set PORT to a number above 1023.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST ${host} is not an address of this computer.`
  return `Weir cannot listen on ${host}:${port} (${message}).`
}
