import { basicAuth } from 'hono/basic-auth'
import { timingSafeEqual } from 'hono/utils/buffer'
import type { AppContext } from '../context.ts'
import { ProblemError } from '../problem.ts'
import { addressOf } from './address.ts'
import { Attempts, RETRY_AFTER_S } from './attempts.ts'

type SignIn = {
  password: string
  /** The header in which a proxy names the visitor's address. */
  addressHeader: string | undefined
  report: (what: string, error: unknown) => void
}

/**
 * HTTP Basic sign-in with one password, under any user name. Browsers remember it for the whole site. Whoever tries others
 * is slowed down; a request without any password tries none.
 */
export function signIn({ password, addressHeader, report }: SignIn) {
  const attempts = new Attempts(report)
  const verifyUser = async (_name: string, given: string, c: AppContext) => {
    const right = await timingSafeEqual(given, password)
    if (await attempts.turn(addressOf(c, addressHeader), right)) return right
    c.header('Retry-After', String(RETRY_AFTER_S))
    throw new ProblemError(429, ({ problem }) => problem.wrongPasswords)
  }
  return basicAuth({ realm: 'Weir', verifyUser })
}
