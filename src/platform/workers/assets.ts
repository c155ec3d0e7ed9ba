import type { AssetName, SiteMap } from '../../views/ui.ts'
import type { Files } from './bindings.ts'

/**
 * The files that pages load, from the packed ones. Their addresses are in `manifest.json`, by name; nothing else of the
 * pack is answered with.
 */
export async function openAssets(files: Files) {
  const manifest: Record<AssetName, string> = await (await packed(files, '/manifest.json')).json()
  const addresses = new Set(Object.values(manifest))
  const asset: SiteMap['asset'] = (name) => manifest[name]

  return {
    asset,
    async assets(request: Request): Promise<Response | undefined> {
      const address = new URL(request.url).pathname
      if (!addresses.has(address)) return undefined
      const file = await packed(files, address)
      const type = file.headers.get('Content-Type') ?? 'application/octet-stream'
      const headers = { 'Content-Type': type, 'Cache-Control': 'public, max-age=31536000, immutable' }
      return new Response(file.body, { headers })
    },
  }
}

/** A file of the pack. Throws when it is not there: then the deploy is incomplete. */
export async function packed(files: Files, path: string): Promise<Response> {
  const response = await files.fetch(`https://files.invalid${path}`)
  if (!response.ok) throw new Error(`${path} was not deployed (${response.status})`)
  return response
}
