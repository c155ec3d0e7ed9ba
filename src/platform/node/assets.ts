import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { AssetName } from '../../views/ui.ts'

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

const compress = promisify(brotliCompress)

type Asset = { body: Uint8Array<ArrayBuffer>; type: string; compressed?: Promise<Uint8Array<ArrayBuffer>> }

/**
 * The files that pages load, from `static` and from the installed packages. Each has an address with the hash of its
 * content, so browsers keep it for ever and a new version has a new address.
 */
export function createAssets(root: URL) {
  const require = createRequire(root)
  const files: Record<AssetName, string | URL> = {
    'app.css': new URL('static/app.css', root),
    'app.js': new URL('static/app.js', root),
    'icon.svg': new URL('static/icon.svg', root),
    'htmx.js': require.resolve('htmx.org/dist/htmx.min.js'),
    'sse.js': require.resolve('htmx-ext-sse/dist/sse.min.js'),
  }
  const addresses = new Map<string, string>()
  const assets = new Map<string, Asset>()
  for (const [name, file] of Object.entries(files)) {
    const body = Uint8Array.from(readFileSync(file))
    const extension = name.slice(name.lastIndexOf('.') + 1)
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
    const address = `/assets/${name.slice(0, -extension.length)}${hash}.${extension}`
    addresses.set(name, address)
    assets.set(address, { body, type: types[extension] ?? 'application/octet-stream' })
  }

  return {
    asset: (name: AssetName) => addresses.get(name) ?? '',

    async assets(request: Request): Promise<Response | undefined> {
      const asset = assets.get(new URL(request.url).pathname)
      if (!asset) return undefined
      const headers = {
        'Content-Type': asset.type,
        'Cache-Control': 'public, max-age=31536000, immutable',
        Vary: 'Accept-Encoding',
      }
      if (!request.headers.get('Accept-Encoding')?.includes('br')) return new Response(asset.body, { headers })
      asset.compressed ??= compressed(asset.body)
      return new Response(await asset.compressed, { headers: { ...headers, 'Content-Encoding': 'br' } })
    },
  }
}

async function compressed(body: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(await compress(body, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }))
}
