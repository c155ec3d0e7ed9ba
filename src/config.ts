import * as v from 'valibot'
import { bearerToken, databaseAddress, ollamaAddress } from './addresses.ts'
import type { QueueLimits } from './streaming/queue.ts'

/**
 * Every key that Weir reads from its environment: what it may be, and what holds when it is unset or empty. A message
 * completes the sentence that starts with the key; it never repeats the value, which may be a secret.
 */
const settings = v.object({
  /** Where to listen. Port 0 takes any free one. */
  PORT: v.optional(wholeNumber(0, 65_535, 'must be a port number: 0 to 65535'), '3000'),
  HOST: v.optional(v.pipe(v.string(), v.trim()), '127.0.0.1'),
  /** The path below which a proxy serves Weir, e.g. `/weir`. No slash at the end. */
  BASE_PATH: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.regex(/^\/?([\w.~-]+(\/[\w.~-]+)*\/?)?$/, 'must be a path such as /weir, of letters, digits and . _ ~ -'),
      v.transform((path) => path.replace(/^\/?(.*?)\/?$/, '/$1').replace(/^\/$/, '')),
    ),
    '',
  ),
  /** Names under which a browser may reach Weir besides this computer's own, e.g. `weir.lan,chat.example`. */
  WEIR_HOSTS: v.optional(
    v.pipe(
      v.string(),
      v.transform((list) =>
        list
          .toLowerCase()
          .split(/[\s,]+/)
          .filter(Boolean),
      ),
      v.everyItem((name) => /^[a-z0-9._-]+$/.test(name), 'must be host names without ports, separated by commas'),
    ),
    '',
  ),
  /** Turns on sign-in; needed to listen beyond this computer. */
  WEIR_PASSWORD: v.optional(v.pipe(v.string(), v.minLength(8, 'must have 8 characters or more'))),
  /** The header in which a proxy names the address of the visitor, e.g. `X-Real-IP`. */
  WEIR_ADDRESS_HEADER: v.optional(
    v.pipe(v.string(), v.trim(), v.regex(/^[\w-]{1,100}$/, 'must be the name of a header, such as X-Real-IP')),
  ),
  /** Where chats are stored. Unset: a file in the data folder of the platform. */
  DATABASE_URL: v.optional(
    databaseAddress(
      'must be file:PATH, libsql://HOST, https://HOST or http://HOST, with no user name in it and no parameter but authToken and tls',
    ),
  ),
  /** The token of a libSQL server, where the address does not have it. */
  DATABASE_AUTH_TOKEN: v.optional(bearerToken),
  /** Where Ollama answers: a URL, or `host:port` as Ollama itself takes it. */
  OLLAMA_HOST: v.optional(
    ollamaAddress('must be an address such as 127.0.0.1:11434 or https://ollama.example, with no user name in it'),
    '127.0.0.1',
  ),
  /** Sent as bearer token to an Ollama behind a gate. */
  OLLAMA_API_KEY: v.optional(bearerToken),
  /** How many answers may be written at the same time: in all, and for one user. */
  WEIR_MAX_RUNNING: v.optional(wholeNumber(1, 1000, 'must be a number from 1 to 1000'), '4'),
  WEIR_MAX_RUNNING_PER_USER: v.optional(wholeNumber(1, 1000, 'must be a number from 1 to 1000'), '2'),
  /** How large an answer may become, with its thoughts, in UTF-16 units: about as many characters. */
  WEIR_MAX_ANSWER: v.optional(wholeNumber(1000, 4_000_000, 'must be a number from 1000 to 4000000'), '1000000'),
})

export type Config = {
  port: number
  host: string
  basePath: string
  hosts: string[]
  password: string | undefined
  addressHeader: string | undefined
  database: { url: string | undefined; authToken: string | undefined }
  ollama: { url: string; key: string | undefined }
  limits: QueueLimits
  largestAnswer: number
}

/** What is wrong with the environment: one line per variable, each naming it and what it may be. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** Reads the settings; throws `ConfigError` with all that is wrong at once. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const result = v.safeParse(settings, set, { abortPipeEarly: true })
  const problems = result.success ? [] : result.issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}.`)
  if (set.WEIR_PASSWORD === undefined && !isLoopback(set.HOST ?? '127.0.0.1')) problems.push(openToAll)
  if (!result.success || problems.length > 0) throw new ConfigError(problems.join('\n'))
  const { output } = result
  const address = output.DATABASE_URL
  return {
    port: output.PORT,
    host: output.HOST,
    basePath: output.BASE_PATH,
    hosts: output.WEIR_HOSTS,
    password: output.WEIR_PASSWORD,
    addressHeader: output.WEIR_ADDRESS_HEADER,
    database: { url: address?.url, authToken: address?.authToken ?? output.DATABASE_AUTH_TOKEN },
    ollama: { url: output.OLLAMA_HOST, key: output.OLLAMA_API_KEY },
    limits: { overall: output.WEIR_MAX_RUNNING, perUser: output.WEIR_MAX_RUNNING_PER_USER },
    largestAnswer: output.WEIR_MAX_ANSWER,
  }
}

const openToAll =
  'HOST must be this computer (127.0.0.1, ::1 or localhost) as long as WEIR_PASSWORD is unset: ' +
  'otherwise everyone on the network could read your chats.'

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host.trim())
}

function wholeNumber(least: number, most: number, message: string) {
  return v.pipe(
    v.string(),
    v.regex(/^\s*\d+\s*$/, message),
    v.transform(Number),
    v.minValue(least, message),
    v.maxValue(most, message),
  )
}
