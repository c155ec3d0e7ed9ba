import { createServer } from 'node:net'

/**
 * A free port for a server that ends and comes back to it. It lies below those that systems give to connections by
 * themselves, so that none of these has taken it meanwhile.
 */
export async function keptPort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 6000)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
