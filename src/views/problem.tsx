import type { Ui } from './ui.ts'

/** What went wrong, in words; the same sentence as a whole page and as a fragment. */
export function Problem({ ui, text, alone }: { ui: Ui; text: string; alone?: boolean }) {
  const { title } = ui.words.problem
  return (
    <div class="problem">
      {alone ? <h1>{title}</h1> : <strong>{title}</strong>}
      <p>{text}</p>
    </div>
  )
}

/** For answers without the app around them: wrong host, no login, server error. */
export function ProblemPage({ ui, text }: { ui: Ui; text: string }) {
  return (
    <html lang={ui.language} data-theme={ui.theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${ui.words.problem.title} · ${ui.words.name}`}</title>
        <link rel="stylesheet" href={ui.asset('app.css')} />
      </head>
      <body class="bare">
        <main>
          <Problem ui={ui} text={text} alone />
          <p>
            <a href={ui.links.home}>{ui.words.problem.goHome}</a>
          </p>
        </main>
      </body>
    </html>
  )
}
