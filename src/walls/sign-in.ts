import { basicAuth } from 'hono/basic-auth'
import { timingSafeEqual } from 'hono/utils/buffer'

/** HTTP Basic sign-in with one password, under any user name. Browsers remember it for the whole site. */
export function signIn(password: string) {
  return basicAuth({ realm: 'Weir', verifyUser: (_name, given) => timingSafeEqual(given, password) })
}
