import * as v from 'valibot'

// Where other servers are, and how one gets in there. Errors of clients repeat addresses, and a header that is none: so an
// address never holds a secret, and a secret is always fit for a header.

const token = /^[\x21-\x7e]+$/

export const bearerToken = v.pipe(
  v.string(),
  v.trim(),
  v.regex(token, 'must be plain letters, digits and signs in one word'),
)

type DatabaseAddress = { url: string; authToken?: string }

/** A file, or a libSQL server, whose token may stand in the address (`?authToken=`): it is taken out of there. */
export function databaseAddress(message: string) {
  return v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const text = dataset.value.trim()
      const address = fileAddress(text) ?? serverAddress(text)
      if (address) return address
      addIssue({ message })
      return NEVER
    }),
  )
}

function fileAddress(text: string): DatabaseAddress | undefined {
  return /^file:(?!:memory:)[^?#]+$/.test(text) && URL.canParse(text) ? { url: text } : undefined
}

function serverAddress(text: string): DatabaseAddress | undefined {
  if (!/^(libsql|https?):\/\/./.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  const authToken = url.searchParams.getAll('authToken').at(-1)
  url.searchParams.delete('authToken')
  if (hasUser(url) || !/^(\?tls=[01])?$/.test(url.search) || url.hash !== '') return undefined
  if (authToken === undefined) return { url: url.href }
  return token.test(authToken) ? { url: url.href, authToken } : undefined
}

/**
 * Ollama's own reading of OLLAMA_HOST: without a scheme it is http, and then the port is 11434 unless given. A server
 * that listens on 0.0.0.0 or `:11434` is met on the loopback. No slash at the end.
 */
export function ollamaAddress(message: string) {
  return v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const text = dataset.value.trim()
      const url = URL.canParse(withScheme(text)) ? new URL(withScheme(text)) : undefined
      if (!url || !/^https?:$/.test(url.protocol) || hasUser(url)) {
        addIssue({ message })
        return NEVER
      }
      if (!text.includes('://') && !/:\d+$/.test(text.replace(/\/.*$/, ''))) url.port = '11434'
      if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1'
      return url.href.replace(/\/+$/, '')
    }),
  )
}

function withScheme(address: string): string {
  if (address.includes('://')) return address
  return `http://${address.startsWith(':') ? '127.0.0.1' : ''}${address}`
}

/** A browser's `fetch`, and so Node's, asks no address that holds one. */
function hasUser({ username, password }: URL): boolean {
  return username !== '' || password !== ''
}
