import { chmod, open, realpath, stat } from 'node:fs/promises'
import { report } from './report.ts'

/** What SQLite keeps beside a database file. It makes them with the mode of that one. */
const belongings = ['', '-wal', '-shm', '-journal']

/**
 * Makes a database file, if it is not there, and all that belongs to it its user's alone: others on the machine may neither
 * read nor write it, whatever the umask says and whatever was allowed before. The folder is left as it is. Where a file
 * system knows no such rights, the log says so.
 */
export async function keepPrivate(path: string): Promise<void> {
  await (await open(path, 'a', 0o600)).close()
  // What belongs to it is beside the file itself, not beside a link to it.
  const file = await realpath(path)
  for (const name of belongings) await closeToOthers(file + name)
}

async function closeToOthers(path: string): Promise<void> {
  const mode = await stat(path).then(
    (file) => file.mode & 0o777,
    () => undefined,
  )
  if (mode === undefined || (mode & 0o077) === 0) return
  await chmod(path, mode & 0o700).catch((error) => report(`others may be able to read ${path}`, error))
}
