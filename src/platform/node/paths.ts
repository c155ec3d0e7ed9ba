import { posix, win32 } from 'node:path'

/** The machine that Weir runs on, as Node tells it. */
export type Machine = { platform: NodeJS.Platform; home: string }

/** The `file:` URL of the database that is used when nobody named one: in the platform's folder for data of programs. */
export function defaultDatabaseUrl(env: Record<string, string | undefined>, machine: Machine): string {
  const { join } = machine.platform === 'win32' ? win32 : posix
  const path = join(dataFolder(env, machine), 'weir', 'weir.db')
  // A Windows path stays `file:C:/…`: libSQL takes what follows the scheme as the path.
  return `file:${encodeURI(path.replaceAll('\\', '/')).replaceAll('#', '%23').replaceAll('?', '%3F')}`
}

function dataFolder(env: Record<string, string | undefined>, { platform, home }: Machine): string {
  if (platform === 'win32') return env.LOCALAPPDATA || win32.join(home, 'AppData', 'Local')
  // The XDG specification: a relative path is to be ignored.
  if (env.XDG_DATA_HOME?.startsWith('/')) return env.XDG_DATA_HOME
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support')
  return posix.join(home, '.local', 'share')
}
