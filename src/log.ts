import { oneLine } from './characters.ts'
import { ProviderError } from './providers/provider.ts'

/** Of one error, in UTF-16 units. */
const LONGEST = 500
const FRAMES = 8
const CAUSES = 5

/**
 * What went wrong, as one line for the log, without control characters, and cut: it may repeat what a server somewhere has
 * said. No text of a chat is in it, see `told`.
 */
export function logLine(what: string, error: unknown): string {
  const errors = chain(error).flatMap((each) => told(each))
  const reason = errors.map((each) => oneLine(each, LONGEST)).join('; caused by ')
  const frames = framesOf(error)
  return `${what}: ${reason}${frames.length > 0 ? ` (${frames.join(', ')})` : ''}`
}

function chain(error: unknown): unknown[] {
  const errors = []
  for (let each = error; each !== undefined && errors.length < CAUSES; ) {
    errors.push(each)
    each = each instanceof Error ? each.cause : undefined
  }
  return errors
}

/**
 * An error in words. Those that may quote what people or models wrote are left to their causes: Drizzle's have the values
 * of a statement, and what a provider's says to people has the reason in full. A parser's quotes what it could not read.
 */
function told(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)]
  if ('params' in error) return error.cause === undefined ? [error.name] : []
  if (error instanceof ProviderError) return error.cause === undefined ? [error.message] : []
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  if (error instanceof SyntaxError || error.name === 'ParseError') return [`${error.name}${code}`]
  return [`${error.name}${code}: ${error.message}`]
}

/** Where an error of our own comes from: `at …`. The message, which stands before that, is left out. */
function framesOf(error: unknown): string[] {
  if (!(error instanceof Error) || error instanceof ProviderError) return []
  const { message, stack = '' } = error
  const end = stack.indexOf(message)
  if (end < 0) return []
  const frames = stack
    .slice(end + message.length)
    .split('\n')
    .filter((line) => line.startsWith('    at '))
  return frames.slice(0, FRAMES).map((line) => line.trim())
}
