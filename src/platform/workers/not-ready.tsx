import { Hono, type MiddlewareHandler } from 'hono'
import { ConfigError } from '../../config.ts'
import { type Language, type Languages, languageOf } from '../../strings/languages.ts'
import { report } from './report.ts'

/**
 * What every request gets while the app cannot be opened: a page that says why, and nothing else. `middleware` is what gives
 * it the headers of every other answer, and finds its language.
 */
export async function notReady(
  request: Request,
  error: unknown,
  languages: Languages,
  middleware: MiddlewareHandler[],
): Promise<Response> {
  const problems = error instanceof ConfigError ? error.message.split('\n') : undefined
  if (!problems) report('cannot open', error)
  const page = new Hono().use(...middleware).all('*', (c) => {
    const language = languageOf(languages, c.var.language)
    return c.html(<NotReady language={language} problems={problems} />, 503, noStore)
  })
  return page.fetch(request)
}

const noStore = { 'Cache-Control': 'no-store' }

/** Why Weir does not run here yet. Without `problems`, the database or the deployed files could not be reached. */
function NotReady({ language, problems }: { language: Language; problems: string[] | undefined }) {
  const { title, config, database } = language.words.notReady
  return (
    <html lang={language.tag}>
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
