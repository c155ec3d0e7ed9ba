import { once } from 'node:events'
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'

/** Asks as a browser that takes any compression, and gives what comes as it comes: `fetch` would undo the compression. */
export async function ask(
  url: string,
  path: string,
  { socketPath, headers = {} }: { socketPath?: string; headers?: Record<string, string> } = {},
): Promise<IncomingMessage> {
  const sent = request(new URL(path, url), {
    ...(socketPath === undefined ? {} : { socketPath }),
    headers: { 'Accept-Encoding': 'gzip, deflate, br', Accept: 'text/html', ...headers },
  })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  return response
}

/** The whole of an answer, not decompressed. */
export async function get(url: string, path: string): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  const response = await ask(url, path)
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return { headers: response.headers, body: Buffer.concat(chunks) }
}
