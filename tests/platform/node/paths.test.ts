import { expect, it } from 'vitest'
import { defaultDatabaseUrl } from '../../../src/platform/node/paths.ts'

const linux = { platform: 'linux', home: '/home/ada' } as const
const mac = { platform: 'darwin', home: '/Users/ada' } as const
const windows = { platform: 'win32', home: 'C:\\Users\\ada' } as const

it.each([
  [linux, {}, 'file:/home/ada/.local/share/weir/weir.db'],
  [linux, { XDG_DATA_HOME: '/data' }, 'file:/data/weir/weir.db'],
  [linux, { XDG_DATA_HOME: 'relative' }, 'file:/home/ada/.local/share/weir/weir.db'],
  [linux, { XDG_DATA_HOME: '/a b#1?/50%' }, 'file:/a%20b%231%3F/50%25/weir/weir.db'],
  [mac, {}, 'file:/Users/ada/Library/Application%20Support/weir/weir.db'],
  [windows, {}, 'file:C:/Users/ada/AppData/Local/weir/weir.db'],
  [windows, { LOCALAPPDATA: 'D:\\Data' }, 'file:D:/Data/weir/weir.db'],
])('keeps data in the folder of the platform: %j %j', (machine, env, url) => {
  expect(defaultDatabaseUrl(env, machine)).toBe(url)
})
