import type { Server } from 'node:http'
import { serve as listen } from '@hono/node-server'

/** Why the server cannot listen, in words for people. */
export class ListenError extends Error {
  override name = 'ListenError'
}

/**
 * Serves an app over HTTP. Once it listens, and so nothing can go wrong any more, it does `first`; requests wait for that.
 * Resolves with the address that people open.
 */
export async function serve(
  app: { fetch: (request: Request) => Response | Promise<Response> },
  address: { host: string; port: number },
  first: () => Promise<void> = async () => {},
): Promise<{ address: string; close: () => Promise<void> }> {
  let ready: Promise<void> | undefined
  const fetch = async (request: Request) => {
    await ready
    return app.fetch(request)
  }
  const server = await open(fetch, address)
  ready = first()
  await ready
  return server
}

function open(
  fetch: (request: Request) => Promise<Response>,
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
