import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

function problems(env: Record<string, string>): string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message.split('\n')
  }
}

it('has a default for everything that needs one', () => {
  expect(readConfig({ UNRELATED: 'x', PORT: '', OLLAMA_HOST: undefined })).toEqual({
    port: 3000,
    host: '127.0.0.1',
    basePath: '',
    hosts: [],
    password: undefined,
    addressHeader: undefined,
    database: { url: undefined, authToken: undefined },
    ollama: { url: 'http://127.0.0.1:11434', key: undefined },
    limits: { overall: 4, perUser: 2 },
    largestAnswer: 1_000_000,
  })
})

it('reads every setting', () => {
  const env = {
    PORT: '0',
    HOST: '0.0.0.0',
    BASE_PATH: 'tools/weir/',
    WEIR_PASSWORD: ' a password ',
    WEIR_HOSTS: 'weir.lan, Chat.Example,',
    WEIR_ADDRESS_HEADER: ' X-Real-IP ',
    DATABASE_URL: 'libsql://db.example',
    DATABASE_AUTH_TOKEN: 'token',
    OLLAMA_HOST: 'https://ollama.example/api/',
    OLLAMA_API_KEY: 'key',
    WEIR_MAX_RUNNING: '8',
    WEIR_MAX_RUNNING_PER_USER: '1',
    WEIR_MAX_ANSWER: '50000',
  }
  expect(readConfig(env)).toEqual({
    port: 0,
    host: '0.0.0.0',
    basePath: '/tools/weir',
    hosts: ['weir.lan', 'chat.example'],
    password: ' a password ',
    addressHeader: 'X-Real-IP',
    database: { url: 'libsql://db.example', authToken: 'token' },
    ollama: { url: 'https://ollama.example/api', key: 'key' },
    limits: { overall: 8, perUser: 1 },
    largestAnswer: 50_000,
  })
})

it.each([
  ['ollama.lan', 'http://ollama.lan:11434'],
  ['ollama.lan:80', 'http://ollama.lan'],
  ['http://ollama.lan', 'http://ollama.lan'],
  ['0.0.0.0', 'http://127.0.0.1:11434'],
  [':9000', 'http://127.0.0.1:9000'],
  ['[::1]:9000', 'http://[::1]:9000'],
])('reads OLLAMA_HOST %s as Ollama does', (value, url) => {
  expect(readConfig({ OLLAMA_HOST: value }).ollama.url).toBe(url)
})

it('names every wrong variable in a line of its own and says what it may be', () => {
  const wrong = {
    PORT: '70000',
    WEIR_HOSTS: 'weir.lan:3000',
    WEIR_PASSWORD: 'short',
    WEIR_ADDRESS_HEADER: 'X-Real-IP: 10.0.0.1',
    DATABASE_URL: 'weir.db',
    OLLAMA_HOST: 'ftp://ollama.lan',
    WEIR_MAX_RUNNING: '0',
    WEIR_MAX_RUNNING_PER_USER: 'two',
    WEIR_MAX_ANSWER: '999',
  }
  const lines = problems(wrong)
  expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual(Object.keys(wrong).sort())
  expect(lines[0]).toBe('PORT must be a port number: 0 to 65535.')
  expect(lines.join()).not.toContain('short')
})

it.each(['ftp://ollama.lan', 'http://me:secret@ollama.lan', 'http://'])('refuses OLLAMA_HOST %s', (OLLAMA_HOST) => {
  expect(problems({ OLLAMA_HOST }).join()).toMatch(/^OLLAMA_HOST must be an address [^\n]*$/)
  expect(problems({ OLLAMA_HOST }).join()).not.toContain('secret')
})

it.each([
  ['libsql://db.example?authToken=secret', 'libsql://db.example', 'secret'],
  ['libsql://db.example:8080?tls=0&authToken=a%2Eb', 'libsql://db.example:8080?tls=0', 'a.b'],
  ['https://db.example/path', 'https://db.example/path', 'other'],
  ['file:/data/weir.db', 'file:/data/weir.db', 'other'],
  ['file:weir%3Fa.db', 'file:weir%3Fa.db', 'other'],
])('takes the token out of DATABASE_URL %s', (DATABASE_URL, url, authToken) => {
  expect(readConfig({ DATABASE_URL, DATABASE_AUTH_TOKEN: ' other\n' }).database).toEqual({ url, authToken })
})

it.each([
  ['DATABASE_URL', 'http://me:secret@db.example'],
  ['DATABASE_URL', 'http://:secret@db.example'],
  ['DATABASE_URL', 'libsql://secret@db.example'],
  ['DATABASE_URL', 'file://me:secret@db.example/weir.db'],
  ['DATABASE_URL', 'file:weir.db?authToken=secret'],
  ['DATABASE_URL', 'libsql://db.example?tls=secret'],
  ['DATABASE_URL', 'libsql://db.example?authtoken=secret'],
  ['DATABASE_URL', 'libsql://db.example?secret'],
  ['DATABASE_URL', 'libsql://db.example#secret'],
  ['DATABASE_URL', 'libsql://db.example?authToken=secret%0A%0Ax'],
  ['DATABASE_URL', 'libsql://db.example:port?authToken=secret'],
  ['DATABASE_AUTH_TOKEN', 'secret\nsecret'],
  ['DATABASE_AUTH_TOKEN', 'secret…'],
  ['OLLAMA_API_KEY', 'secret…'],
  ['OLLAMA_HOST', 'http://:secret@ollama.lan'],
])('refuses a secret where it would be printed, without a word of it: %s %s', (name, value) => {
  expect(problems({ [name]: value })).toEqual([
    expect.stringMatching(new RegExp(`^${name} must be (?!.*secret).*\\.$`)),
  ])
})

it.each(['-1', '1e3', '80.5', 'x', '65536'])('refuses the port %s', (PORT) => {
  expect(problems({ PORT })).toHaveLength(1)
})

it.each([
  ['/weir', '/weir'],
  ['a/b/', '/a/b'],
  ['/', ''],
])('reads the base path %s', (BASE_PATH, basePath) => {
  expect(readConfig({ BASE_PATH }).basePath).toBe(basePath)
})

it.each(['//evil.example', '/a//b', '/a b', 'https://weir.example/', '/a?b'])(
  'refuses the base path %s',
  (BASE_PATH) => {
    expect(problems({ BASE_PATH })).toHaveLength(1)
  },
)

it.each(['weir.db', 'postgres://db', 'libsql://bad host', 'file:', 'file::memory:'])(
  'refuses the database %s',
  (DATABASE_URL) => {
    expect(problems({ DATABASE_URL })).toHaveLength(1)
  },
)

describe('without a password', () => {
  it.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('listens on %s', (HOST) => {
    expect(readConfig({ HOST }).host).toBe(HOST)
  })

  it.each(['0.0.0.0', '::', '192.168.1.2', 'weir.lan', '127.0.0.1.example'])('refuses %s and says why', (HOST) => {
    expect(problems({ HOST })).toEqual([expect.stringMatching(/^HOST .* WEIR_PASSWORD .* read your chats/)])
    expect(problems({ HOST, WEIR_PASSWORD: 'long enough' })).toEqual([])
  })
})
