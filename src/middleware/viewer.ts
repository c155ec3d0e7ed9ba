import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { languageDetector } from 'hono/language'
import type { AppContext, AppEnv } from '../context.ts'
import type { UserId } from '../ids.ts'
import type { Languages } from '../strings/languages.ts'
import { type Preferences, themes } from '../viewer.ts'
import { createUi, type SiteMap, type Ui } from '../views/ui.ts'

/** Finds the language: the one that was chosen here, or else the one that the browser likes best among those there are. */
export function spokenLanguage(languages: Languages) {
  return languageDetector({
    order: ['cookie', 'header'],
    lookupCookie: 'weir-language',
    supportedLanguages: languages.map(({ tag }) => tag),
    fallbackLanguage: languages[0].tag,
    caches: false,
  })
}

/** Says who asks, and makes what they are shown. After sign-in, as without a user there is nobody to show anything to. */
export function viewing(siteMap: SiteMap, languages: Languages, userId: UserId) {
  return createMiddleware<AppEnv>(async (c, next) => {
    c.set('viewer', { userId, ...preferencesOf(c) })
    c.set('ui', uiOf(c, siteMap, languages))
    await next()
  })
}

/** What views are handed for whoever asks, also for those who are refused. */
export function uiOf(c: AppContext, siteMap: SiteMap, languages: Languages): Ui {
  return createUi(siteMap, languages, preferencesOf(c))
}

/** What the browser says of whoever uses it: in its headers, and in cookies of the page's script. */
function preferencesOf(c: AppContext): Preferences {
  const zone = getCookie(c, 'weir-zone') ?? ''
  const theme = getCookie(c, 'weir-theme')
  return {
    language: c.var.language,
    zone: /^[\w+/-]{1,64}$/.test(zone) ? zone : undefined,
    theme: themes.find((known) => known === theme),
  }
}
