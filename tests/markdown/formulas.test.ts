// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { createRenderer } from '../../src/markdown/render.ts'
import { words } from '../../src/strings/en/words.ts'
import { normal, Page } from './dom.ts'
import { hostileTex } from './tex.ts'

const labels = words.text.undrawn
const renderer = createRenderer({ labels: words.text })
const render = (source: string) => renderer.render(source, 'm1')

/** The page of a text that came one unit at a time, behind what came at once. */
async function streamed(source: string, atOnce = ''): Promise<string> {
  const page = new Page('m1')
  const cursor = renderer.cursor('m1')
  for (const unit of [atOnce, ...source.slice(atOnce.length).split('')]) {
    cursor.write(unit)
    await cursor.ready()
    page.apply(cursor.flush())
  }
  await cursor.ending()
  page.apply(cursor.finish())
  return page.html
}

/** What of a text is not drawn, each with the word beside it. */
function undrawn(html: string): { tex: string; word: string }[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  return [...body.querySelectorAll('code')].map((code) => ({
    tex: code.textContent,
    word: code.parentElement?.querySelector('small')?.textContent ?? '',
  }))
}

describe('a formula', () => {
  it.each(Object.keys(hostileTex))('that asks for too much is shown as its source, with a word: %s', async (name) => {
    const tex = hostileTex[name] ?? ''
    const source = `Text\n\n$$\n${tex}\n$$\n\nMore text`
    await render('$x$')
    const before = process.cpuUsage()
    const html = await render(source)
    const { user, system } = process.cpuUsage(before)
    // Some ten milliseconds; without a bound it takes seconds, and much memory.
    expect(user + system).toBeLessThan(1_000_000)
    expect(undrawn(html)).toEqual([{ tex, word: `(${name === 'definitions' ? labels.defines : labels.large})` }])
    expect(html).not.toContain('<math')
    expect(await streamed(source)).toBe(normal(html))
  })

  it.each([
    ['a matrix of 30 × 30', `\\begin{pmatrix}${`${'1&'.repeat(29)}1\\\\`.repeat(30)}\\end{pmatrix}`],
    ['a table of 64 rows', `\\begin{array}{c|c}${'p&q\\\\'.repeat(64)}\\end{array}`],
    ['a long derivation', `\\begin{aligned}${'f(x) &= \\frac{a}{b} \\, x^2 + c \\\\ '.repeat(60)}\\end{aligned}`],
    ['a continued fraction', `${'\\cfrac{1}{1+'.repeat(10)}x${'}'.repeat(10)}`],
    ['a diagram', '\\begin{CD} A @>a>b> B\\\\ @VVV @AAA\\\\ C @= D\\end{CD}'],
    ['what is cancelled', '\\frac{\\cancelto{1}{x^2}}{\\cancelto{2}{y}} + \\cancelto{0}{z}'],
    ['chemistry', `\\ce{${'SO4^2- + Ba^2+ -> BaSO4 v '.repeat(5)}}`],
    ['numbers of lines', 'E = mc^2 \\tag{1}'],
    ['lines without a number', '\\begin{align} a &= b \\notag \\\\ c &= d \\end{align}'],
    ['space and raised letters', 'a \\hspace{10em} b \\raisebox{2em}{c} \\rule{10em}{1em} \\Huge d'],
  ])('that people write is drawn: %s', async (_, tex) => {
    const html = await render(`$$\n${tex}\n$$`)
    expect(html).toMatch(/^<math display="block">.*<\/math>$/)
  })

  it.each([
    '\\def\\a{x}\\a',
    '\\gdef\\a{x}\\a',
    '\\edef\\a{x}\\a',
    '\\xdef\\a{x}\\a',
    '\\let\\a=x\\a',
    '\\futurelet\\a x y',
  ])('that defines commands is not drawn: %s', async (tex) => {
    expect(undrawn(await render(`$${tex}$`))).toEqual([{ tex, word: `(${labels.defines})` }])
  })

  it('has no id, no class, no address and no style', async () => {
    const names = ['code-tools', 'halt', 'm7-body', 'view']
    const labelled = names.map((name) => `x \\label{${name}} \\tag{1}`)
    const rows = names.map((name) => `x &= y \\label{${name}} \\tag{2} \\\\`)
    const all = [
      ...labelled,
      `\\begin{align} ${rows.join(' ')} \\end{align}`,
      '\\text{a} \\mathcal{L} \\bm{x} \\cancel{x}',
    ]
    const html = await render(all.map((tex) => `$$\n${tex}\n$$`).join('\n\n'))
    expect(html.match(/<math/g)).toHaveLength(all.length)
    expect(html).not.toMatch(/ (?:id|class|href|style|name)=/)
  })

  it.each([
    '\\ref{view}',
    'x \\eqref{view}',
    '\\href{https://x.y}{z}',
    '\\url{https://x.y}',
    '\\includegraphics{https://x.y/z.png}',
  ])('that leads somewhere is shown as its source: %s', async (tex) => {
    expect(undrawn(await render(`$${tex}$`))).toEqual([{ tex, word: '' }])
  })

  it.each(['\\class{copy}{x}', '\\id{halt}{x}', '\\style{position:fixed}{x}', '\\data{hx-get=/}{x}'])(
    'that asks for attributes is shown as its source: %s',
    async (tex) => {
      expect(undrawn(await render(`$${tex}$`))).toEqual([{ tex, word: '' }])
    },
  )

  it.each([
    ...[
      '\\rule{900em}{1em}',
      '\\rule{1em}{900em}',
      '\\rule[900em]{1em}{1em}',
      '\\rule{1em}{300cm}',
      '\\rule{1em}{9999px}',
    ],
    ...[
      '\\raisebox{900em}{x}',
      '\\raisebox{-900em}{x}',
      '\\raise900em x',
      '\\lower900em x',
      '\\kern900em',
      '\\mkern9000mu',
    ],
    ...[
      '\\hspace{900em}',
      '\\hspace{900in}',
      '\\hskip900em',
      '\\mskip9000mu',
      '\\above900em',
      '\\genfrac{}{}{900em}{}{1}{2}',
    ],
    ...['x \\Huge \\raisebox{5em}{x}', '{\\tiny \\Huge \\rule{1em}{5em}}'],
  ])('may not be larger than some lines: %s', async (tex) => {
    expect(undrawn(await render(`$$\n1 ${tex} 2\n$$`))).toEqual([{ tex: `1 ${tex} 2`, word: `(${labels.large})` }])
  })

  it('says nothing in an attribute but what it is for', async () => {
    const html = await render(
      '$$\n\\textcolor{crimson}{x} \\textcolor{#f00}{y} \\colorbox{white}{z} \\fcolorbox{a}{b}{c}\n$$',
    )
    const said = [...html.matchAll(/ mathcolor="(.*?)"| mathbackground="(.*?)"/g)].map(([, ink, paper]) => ink ?? paper)
    expect(said).toEqual(['crimson', '#f00', 'white'])
  })
})

describe('many formulas', () => {
  const formulas = Array.from({ length: 3000 }, (_, number) => `$x_{${number}} + \\frac{1}{2}$`)

  it.each([
    ['in one paragraph', formulas.join(' ')],
    ['in paragraphs', formulas.join('\n\n')],
    ['in a table', `| a |\n|---|\n${formulas.map((formula) => `| ${formula} |\n`).join('')}`],
    ['on lines of their own', formulas.map((formula) => `$${formula}$`).join('\n\n')],
  ])('are drawn in the first 50,000 units of a text alone: %s', { timeout: 120_000 }, async (_, source) => {
    const html = await render(source)
    const last = undrawn(html).at(-1)
    expect(last).toEqual({ tex: 'x_{2999} + \\frac{1}{2}', word: `(${labels.late})` })
    const drawn = html.match(/<math/g)?.length ?? 0
    expect(drawn).toBeGreaterThan(1300)
    expect(drawn + undrawn(html).length).toBe(3000)
    expect(html.lastIndexOf('<math')).toBeLessThan(html.indexOf(labels.late))
  })

  it('are none behind code, however much there was', async () => {
    const html = await render(`\`\`\`\n${'code\n'.repeat(20_000)}\`\`\`\n\n$x$`)
    expect(html).toContain('<math>')
  })

  it('come to the same one unit at a time', async () => {
    const filler = 'word '.repeat(9_990)
    const source = `${filler}\n\n${formulas.slice(0, 20).join(' ')}\n\n$$\nx\n$$\n\n[a]\n\n[a]: https://x.y`
    const html = await render(source)
    expect(html).toContain(labels.late)
    expect(html).toContain('<math')
    expect(await streamed(source, filler)).toBe(normal(html))
  })
})
