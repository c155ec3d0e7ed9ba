import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { getPath } from 'hono/utils/url'
import { type Access, type AppContext, type AppEnv, asksForFragment, type Dependencies } from './context.ts'
import { isBusy, outOfReach, takesNoWrites } from './db/error.ts'
import { isUserId, known } from './ids.ts'
import { safeHeaders } from './middleware/headers.ts'
import { knownHost } from './middleware/host.ts'
import { sameOrigin } from './middleware/origin.ts'
import { signIn } from './middleware/sign-in.ts'
import { spokenLanguage, uiOf, viewing } from './middleware/viewer.ts'
import { notFound, ProblemError } from './problem.ts'
import { archiveRoutes } from './routes/archive.tsx'
import { chatListRoutes } from './routes/chat-list.tsx'
import { chatRoutes } from './routes/chats.tsx'
import { homeRoutes } from './routes/home.tsx'
import { messageRoutes } from './routes/messages.tsx'
import { presetRoutes } from './routes/presets.tsx'
import { promptRoutes } from './routes/prompts.tsx'
import { searchRoutes } from './routes/search.tsx'
import { settingsRoutes } from './routes/settings.tsx'
import { temporaryRoutes } from './routes/temporary.tsx'
import { Problem, ProblemPage } from './views/problem.tsx'

/** In bytes. A form writes one character in twelve at most, so the longest message fits, and all else that goes with it. */
const LARGEST_BODY = 3 * 1024 * 1024

/** The one user of an installation without accounts. */
export const localUser = { id: known(isUserId, 'local'), name: 'Local user' }

/** The whole app over its dependencies: middleware first, then one line for each resource. `temporary` is for chats in memory. */
export function createApp(deps: Dependencies, access: Access, temporary?: Dependencies) {
  const { siteMap, languages } = deps
  const app = new Hono<AppEnv>({ getPath: below(access.basePath) })

  app.use(safeHeaders)
  app.use(spokenLanguage(languages))
  // Before anybody is refused, since they hold nothing of anybody and the page that asks for the password needs them.
  app.get('/assets/*', async (c) => {
    const asked = new Request(new URL(c.req.path, c.req.url), c.req.raw)
    return (await access.assets(asked)) ?? c.notFound()
  })
  const { hosts, password, addressHeader } = access
  if (password === undefined || hosts.length > 0) app.use(knownHost(hosts))
  if (password !== undefined) app.use(signIn({ password, addressHeader, report: deps.report }))
  app.use(sameOrigin)
  app.use(bodyLimit({ maxSize: LARGEST_BODY, onError: tooLarge }))
  app.use(viewing(siteMap, languages, localUser.id))
  app.use(async (c, next) => {
    await next()
    // Pages hold chats: nobody else's cache may keep them. Assets and streams have said their own before.
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
  })

  app.route('/', homeRoutes(deps))
  app.route('/chats', chatRoutes(deps))
  app.route('/chats', chatListRoutes(deps))
  app.route('/archive', archiveRoutes(deps))
  app.route('/search', searchRoutes(deps))
  app.route('/chats/:chat/messages', messageRoutes(deps))
  app.route('/chats/:chat/settings', settingsRoutes(deps))
  app.route('/presets', presetRoutes(deps))
  app.route('/prompts', promptRoutes(deps))
  if (temporary) app.route('/temporary', temporaryRoutes(temporary))

  app.notFound((c) => refuse(c, notFound()))
  app.onError((error, c) => {
    if (error instanceof ProblemError) return refuse(c, error)
    if (error instanceof HTTPException && error.status === 401) {
      c.header('WWW-Authenticate', error.getResponse().headers.get('WWW-Authenticate') ?? undefined)
      return refuse(c, new ProblemError(401, ({ problem }) => problem.password))
    }
    deps.report('request failed', error)
    return refuse(c, failure(error))
  })

  function refuse(c: AppContext, { status, sentence }: ProblemError) {
    const ui = uiOf(c, siteMap, languages)
    const text = sentence(ui.words)
    return c.html(asksForFragment(c) ? <Problem ui={ui} text={text} /> : <ProblemPage ui={ui} text={text} />, status)
  }

  return app
}

/** The path of a request below the base, whether its proxy has cut the base off or not. */
function below(base: string) {
  return (request: Request) => {
    const path = getPath(request)
    return path === base || path.startsWith(`${base}/`) ? path.slice(base.length) || '/' : path
  }
}

function tooLarge(): never {
  throw new ProblemError(413, ({ problem }) => problem.tooLarge)
}

/** What people are told of an error that nobody has foreseen. */
function failure(error: Error): ProblemError {
  if (takesNoWrites(error)) return new ProblemError(507, ({ problem }) => problem.unwritable)
  if (isBusy(error)) return new ProblemError(503, ({ problem }) => problem.busy)
  if (outOfReach(error)) return new ProblemError(503, ({ problem }) => problem.outOfReach)
  return new ProblemError(500, ({ problem }) => problem.server)
}
