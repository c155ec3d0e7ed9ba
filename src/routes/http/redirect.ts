import { type AppContext, asksForFragment } from '../../context.ts'

/** Leads the browser to another page, whoever asked: itself, or htmx for it. */
export function redirect(c: AppContext, address: string): Response {
  if (!asksForFragment(c)) return c.redirect(address, 303)
  c.header('HX-Redirect', address)
  return c.body(null, 204)
}
