import { chmod, mkdir, readdir, rename, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { type RemoteSite, remoteSite, toEnd } from '../support/remote.ts'
import { open, startChat } from '../support/site.ts'

let site: RemoteSite
let folder: string

beforeEach(async () => {
  // Servers get it from here, as from the shell that somebody starts one in: everything is for everybody.
  const usual = process.umask(0)
  site = await remoteSite()
  folder = join(site.data, 'weir')
  await toEnd(site, (await startChat(site, 'Between us', 'guide/guide')).stream)
  return async () => {
    await site.close()
    process.umask(usual)
  }
})

/** What may be done with each file of a folder, and with the folder itself. */
async function modes(path = folder): Promise<Record<string, string>> {
  const mode = async (name: string) => ((await stat(join(path, name))).mode & 0o777).toString(8)
  const names = ['.', ...(await readdir(path))].sort()
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await mode(name)])))
}

const closed = { 'weir.db': '600', 'weir.db-shm': '600', 'weir.db-wal': '600', 'weir.db.lock': '600' }

it('makes its folder and its files for its user alone', async () => {
  expect(await modes()).toEqual({ '.': '700', ...closed })
})

it('closes files that were open to others, and leaves a folder and what is not its own', async () => {
  await writeFile(join(folder, 'notes.txt'), '')
  await site.server.stop('SIGKILL')
  await chmod(folder, 0o755)
  for (const name of Object.keys(closed)) await chmod(join(folder, name), 0o664)
  await site.restart()
  expect(await modes()).toEqual({ '.': '755', ...closed, 'notes.txt': '666' })
  expect(await (await open(site, '/')).text()).toContain('Between us')
})

it('closes the files beside the one that a link leads to', async () => {
  await site.server.stop('SIGKILL')
  const disk = join(site.data, 'disk')
  await mkdir(disk)
  for (const name of ['weir.db', 'weir.db-wal', 'weir.db-shm']) {
    await rename(join(folder, name), join(disk, name))
    await chmod(join(disk, name), 0o644)
  }
  await symlink(join(disk, 'weir.db'), join(folder, 'weir.db'))
  await site.restart()
  const { 'weir.db.lock': _, ...files } = closed
  expect(await modes(disk)).toEqual({ '.': '777', ...files })
  expect(await (await open(site, '/')).text()).toContain('Between us')
})
