import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { CodeTools } from './code-tools.tsx'
import { ids } from './ids.ts'
import { Keys } from './keys.tsx'
import { type Gone, Notice } from './notice.tsx'
import type { Ui } from './ui.ts'

/**
 * htmx without anything that the Content-Security-Policy forbids (eval, inline scripts and styles), and with error answers
 * shown as what they are: they are swapped into the place for problems instead of being dropped.
 */
const htmxConfig = {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  // Back and forward load the page as without htmx: what htmx fetches itself may come out of order, and not before a
  // running answer has ended, as for any reader that does not say it is a browser.
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  attributesToSettle: ['class'],
  defaultSettleDelay: 0,
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '...', swap: true, error: true, target: `#${ids.problem}`, swapOverride: 'innerHTML' },
  ],
}

export function Layout({
  ui,
  title,
  growing,
  gone,
  sidebar,
  children,
}: {
  ui: Ui
  title: string
  /** Where a browser without JavaScript goes to see a running answer grow. */
  growing?: string | undefined
  gone?: Gone | undefined
  sidebar: Child
  children: Child
}) {
  const { words, asset, links } = ui
  const page = (
    <html lang={ui.language} data-theme={ui.theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f7f8f7" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#14181a" />
        <meta name="htmx-config" content={JSON.stringify(htmxConfig)} />
        <title>{title}</title>
        <link rel="icon" href={asset('icon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={asset('app.css')} />
        {/* Ours first: it makes the Trusted Types policy that htmx needs. */}
        <script src={asset('app.js')} type="module" />
        <script src={asset('htmx.js')} defer />
        <script src={asset('sse.js')} defer />
        {growing !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={`0;url=${growing}`} />
          </noscript>
        )}
      </head>
      <body data-offline={words.problem.offline} data-copied={words.messages.copied}>
        <a class="skip" href={`#${ids.view}`}>
          {words.skipToContent}
        </a>
        <aside class="sidebar">
          <header class="brand">
            <a href={links.home}>
              <img src={asset('icon.svg')} alt="" width="24" height="24" />
              {words.name}
            </a>
          </header>
          {sidebar}
          <Keys ui={ui} />
        </aside>
        <main>
          <div id={ids.problem} role="alert" />
          <div id={ids.view} tabindex={-1}>
            {children}
          </div>
        </main>
        {gone && <Notice ui={ui} gone={gone} />}
        <div id={ids.announcer} class="visually-hidden" role="status" />
        <CodeTools ui={ui} />
      </body>
    </html>
  )
  return html`<!doctype html>${page}`
}
