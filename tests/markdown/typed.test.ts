import { describe, expect, it } from 'vitest'
import { createRenderer } from '../../src/markdown/render.ts'
import { words } from '../../src/strings/en/words.ts'

const renderer = createRenderer({ labels: words.text })
const typed = (source: string) => renderer.typed(source, 'm1')

/** The text that a reader sees, line by line. */
function seen(html: string): string {
  const lines = html.replace(/<br\/>/g, '\n').replaceAll('</p><p>', '\n\n')
  const names: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" }
  return lines.replace(/<[^>]*>/g, '').replace(/&(#?\w+);/g, (_, name) => names[name] ?? '')
}

describe('what a person typed is all there', () => {
  it.each([
    'milk\nbread\neggs',
    'def f(n):\n    # twice\n\n    return n * 2 * 3',
    '# one line of a config file',
    'C:\\temp\\*.txt and \\\\server\\share',
    'snake_case_name, *args, **kwargs, ~x~, 3 > 2',
    '<img src="a.png" alt="x">',
    '<form action="/x"><input name="q"></form>',
    '<!-- why here? -->\nWhat is this?',
    '&lt; &amp; &#65; $x$ \\(x\\) [a](b) ![c](d) | e | f |',
    '[a]: https://a.example\n[^1]: b\n- [ ] c\n1. d\n> e\n---',
    '\tindented by a tab\n  and by two blanks  ',
    '``` is a fence, `` is not',
    '`open, and <b>',
    '` `',
    '```\n```',
    '```js\n\n```',
    '```',
    '\u2028\u202e\ufeff',
  ])('%j', async (source) => {
    expect(seen(await typed(source))).toBe(source)
  })

  it('keeps more than one empty line, too', async () => {
    expect(await typed('a\n\n\n\nb')).toBe('<p>a</p><p><br/></p><p><br/></p><p>b</p>')
  })
})

it('shows fences as code, in the language that they name', async () => {
  const html = await typed('Why?\n```js\nlet a = "<b>"\n```\nand\n~~~~\n~~~\n~~~~\nthat')
  expect(html).toMatch(/^<p>Why\?<\/p><figure class="code"><figcaption>js<\/figcaption>.*hljs-keyword.*<p>and<\/p>/s)
  expect(html).toMatch(/>~~~\n<\/code><\/pre><\/figure><p>that<\/p>$/)
})

it('shows a fence that is not closed as code up to the end', async () => {
  expect(await typed('```\na *b*')).toContain('>a *b*\n</code>')
})

it.each([
  ['a `b*c*` d', 'a <code>b*c*</code> d'],
  ['``a`b``', '<code>a`b</code>'],
  ['`` ` ``', '<code>`</code>'],
  ['`<b>`', '<code>&lt;b&gt;</code>'],
])('shows code in backticks as code: %j', async (source, html) => {
  expect(await typed(source)).toBe(`<p>${html}</p>`)
})

describe('addresses', () => {
  const link = (address: string) =>
    `<a href="${address}" rel="noopener noreferrer nofollow" target="_blank">${address}</a>`

  it.each([
    ['see https://a.example/x?y=1#z.', `see ${link('https://a.example/x?y=1#z')}.`],
    ['(https://a.example/b_(c))', `(${link('https://a.example/b_(c)')})`],
    ['见https://a.example/doc。然后', `见${link('https://a.example/doc')}。然后`],
    ['https://a.example/x，以及', `${link('https://a.example/x')}，以及`],
    ['http://localhost:3000/', link('http://localhost:3000/')],
    ['http://127.0.0.1:11434/api/tags', link('http://127.0.0.1:11434/api/tags')],
  ])('%j is a link', async (source, html) => {
    expect(await typed(source)).toBe(`<p>${html}</p>`)
  })

  it.each([
    'http://a.example',
    'http://localhost.a.example',
    'http://localhost@a.example',
    'javascript:alert(1)',
    'https://',
    'xhttps://a.example',
    'https://"onclick="x',
  ])('%j is none', async (source) => {
    expect(await typed(source)).not.toContain('<a')
  })
})

it('is safe whatever was typed', async () => {
  const html = await typed('`<script>alert(1)</script>` https://a.example/"onx="y \'<hx-partial id="x">')
  expect(html.replace(/<\/?(?:p|code|a(?: (?:href|rel|target)="[^"]*")*)>/g, '')).not.toMatch(/[<>"']/)
})
