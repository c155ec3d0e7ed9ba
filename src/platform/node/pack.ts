import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AssetName } from '../../views/ui.ts'
import { createAssets } from './assets.ts'

const names: AssetName[] = ['app.css', 'app.js', 'icon.svg', 'htmx.js', 'sse.js']

/**
 * Writes to a folder what a Worker, which has no files, is deployed with: the assets at the addresses that they have on
 * Node, `manifest.json` with these by name, and the documents of the guide.
 */
export async function pack(root: URL, folder: string): Promise<void> {
  const { asset, assets } = createAssets(root)
  await rm(folder, { recursive: true, force: true })
  for (const name of names) {
    const file = await assets(new Request(`https://files.invalid${asset(name)}`))
    if (!file) throw new Error(`there is no ${name}`)
    const path = join(folder, asset(name))
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, await file.bytes())
  }
  const manifest = Object.fromEntries(names.map((name) => [name, asset(name)]))
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
  await copyFile(new URL('static/manual.md', root), join(folder, 'manual.md'))
  await copyFile(new URL('README.md', root), join(folder, 'README.md'))
}

// As a program of its own: wrangler runs it before each deploy.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = new URL('../../../', import.meta.url)
  await pack(root, fileURLToPath(new URL('dist/worker', root)))
}
