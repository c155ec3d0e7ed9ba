import { Hono, type MiddlewareHandler } from 'hono'
import { ConfigError } from '../../config.ts'
import { words } from '../../strings/en/words.ts'
import { report } from './report.ts'

/**
 * What every request gets while the app cannot be opened: a page that says why, and nothing else, with the headers of
 * every other answer.
 */
export async function notReady(request: Request, error: unknown, headers: MiddlewareHandler): Promise<Response> {
  const problems = error instanceof ConfigError ? error.message.split('\n') : undefined
  if (!problems) report('cannot open', error)
  const page = new Hono().use(headers).all('*', (c) => c.html(<NotReady problems={problems} />, 503, noStore))
  return page.fetch(request)
}

const noStore = { 'Cache-Control': 'no-store' }

/** Why Weir does not run here yet. Without `problems`, the database or the deployed files could not be reached. */
function NotReady({ problems }: { problems: string[] | undefined }) {
  const { title, config, database } = words.notReady
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
      </head>
      <body>
        <h1>{title}</h1>
        {problems ? (
          <>
            <p>{config}</p>
            <ul>
              {problems.map((problem) => (
                <li>{problem}</li>
              ))}
            </ul>
          </>
        ) : (
          <p>{database}</p>
        )}
      </body>
    </html>
  )
}
