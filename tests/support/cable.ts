import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A network cable between a browser and a server, which can be pulled: Chromium's offline mode leaves open lines open. */
export type Cable = { origin: string; pull(): void; plug(): void; close(): Promise<void> }

export async function cableTo(origin: string): Promise<Cable> {
  const { hostname, port } = new URL(origin)
  const lines = new Set<Socket>()
  let plugged = true
  const server = createServer((near) => {
    if (!plugged) return near.destroy()
    const far = connect(Number(port), hostname)
    for (const [line, other] of [
      [near, far],
      [far, near],
    ] as const) {
      lines.add(line)
      line.on('error', () => {})
      line.on('close', () => {
        lines.delete(line)
        other.destroy()
      })
      line.pipe(other)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the cable has no address')
  const pull = () => {
    plugged = false
    for (const line of lines) line.destroy()
  }
  return {
    origin: `http://127.0.0.1:${address.port}`,
    pull,
    plug: () => {
      plugged = true
    },
    close: async () => {
      pull()
      server.close()
      await once(server, 'close')
    },
  }
}
