import { describe, expect, it } from 'vitest'
import { createRenderer } from '../../src/markdown/render.ts'
import { loadSanitizer } from '../../src/platform/node/sanitizer.ts'
import { words } from '../../src/strings/en/words.ts'

const renderer = createRenderer({ labels: words.text })
const render = (source: string) => renderer.render(source, 'm1')

describe('links', () => {
  it.each([
    [
      '[a](https://x.y "t")',
      '<a href="https://x.y" title="t" rel="noopener noreferrer nofollow" target="_blank">a</a>',
    ],
    ['[a](http://x.y)', 'a (http://x.y)'],
    ['[a](mailto:b@x.y)', 'a (mailto:b@x.y)'],
    ['[a](tel:+491234)', 'a (tel:+491234)'],
    ['[a](vscode://file/x)', 'a (vscode://file/x)'],
    ['[a](data:text/html,x)', 'a'],
    [
      'http://localhost:3000/a',
      '<a href="http://localhost:3000/a" rel="noopener noreferrer nofollow" target="_blank">http://localhost:3000/a</a>',
    ],
    ['[b@x.y](mailto:b@x.y)', 'b@x.y'],
    ['[a](javascript:alert)', 'a'],
    ['![a](https://x.y/z.png)', '<a href="https://x.y/z.png" rel="noopener noreferrer nofollow" target="_blank">a</a>'],
    ['www.x.y and b@x.y', 'www.x.y and b@x.y'],
  ])('%j', async (source, html) => {
    expect(await render(source)).toBe(`<p id="m1-1" dir="auto">${html}</p>`)
  })
})

describe('formulas', () => {
  it.each(['$x^2$', '\\(a+b\\)', 'so $5x + 3$ is', 'so $2 + 3$ is', 'is $\\frac{1}{2}$.', '$n$-th', '**$a$**'])(
    '%j is one',
    async (source) => {
      expect(await render(source)).toContain('<math>')
    },
  )

  it.each([
    '$5 and $6',
    'from $5 to $10.',
    'costs $20 million, not 30$',
    'US$5 or CA$6',
    '$5-$10',
    '`$a$`',
    '\\$a$',
    'a $ b $ c',
    'list\\[0\\] and E\\[foo="bar"\\]',
    'it \\[more\\]',
    '\\[see also\\]',
    'it \\[[more](https://x.y)\\]',
    '\\[[more](https://x.y)\\]',
  ])('%j is none', async (source) => {
    expect(await render(source)).not.toContain('<math')
  })

  it.each(['$$\nx^2\n$$', '$$x^2$$', '\\[\nx^2\n\\]', 'text\n\\[x^2\\]'])('%j stands alone', async (source) => {
    expect(await render(source)).toContain('<math display="block"')
  })

  it('carry no style attribute, and show their source where they are wrong', async () => {
    expect(await render('$\\color{red}{x}$ and $$\\begin{matrix}a&b\\end{matrix}$$')).not.toContain('style=')
    expect(await render('$\\frac{a$')).toBe('<p id="m1-1" dir="auto"><code>\\frac{a</code></p>')
  })
})

describe('code', () => {
  it('is coloured by classes in the language that it names, also by another name', async () => {
    expect(await render('```ts\nlet x\n```')).toContain('<span class="hljs-keyword">let</span>')
    expect(await render('```diff\n+ a\n- b\n```')).toContain('<span class="hljs-addition">+ a</span>')
    expect(await render('```brainf\nlet x\n```')).toContain('<code id="m1-1">let x\n</code>')
  })

  it.each([
    ['Python', 'py'],
    ['ts', 'ts'],
    ['c++', 'cpp'],
    ['toml', 'toml'],
  ])('in %s says that its files end in %s', async (label, extension) => {
    expect(await render(`\`\`\`${label}\nx\n\`\`\``)).toContain(
      `<figcaption>${label}</figcaption><pre tabindex="0"><code id="m1-1" class="language-${extension}">`,
    )
  })

  it.each(['constructor', 'exe', 'invoice.exe'])(
    'in %s, which is no language, says nothing of files',
    async (label) => {
      expect(await render(`\`\`\`${label}\nx\n\`\`\``)).toContain(
        `<figcaption>${label}</figcaption><pre tabindex="0"><code id="m1-1">`,
      )
    },
  )

  it('keeps tabs and backslashes', async () => {
    expect(await render('```\n\ta\\b\n```')).toContain('>\ta\\b\n</code>')
  })
})

describe('the rest of GitHub', () => {
  it('has alerts', async () => {
    expect(await render('> [!WARNING]\n> Hot.')).toBe(
      '<blockquote id="m1-1" dir="auto" class="alert alert-warning"><p class="alert-title">Warning</p><p id="m1-2">Hot.</p></blockquote>',
    )
  })

  it('has footnotes, in the order of their references', async () => {
    const html = await render('a[^b] c[^a] d[^b] [^none]\n\n[^a]: A\n[^b]: B\n[^unused]: C\n')
    expect(html).toMatch(/a<sup id="m1-ref1"><a href="#m1-note1">1<\/a><\/sup> c<sup id="m1-ref2">/)
    expect(html).toMatch(/<li id="m1-note1"><p id="m1-\d+">B<\/p>.*<li id="m1-note2"><p id="m1-\d+">A<\/p>/)
    expect(html).toContain('[^none]')
    expect(html).not.toContain('>C<')
  })

  it('shows HTML as text where nothing can clean it', async () => {
    expect(await render('a <b>c</b>')).toBe('<p id="m1-1" dir="auto">a &lt;b&gt;c&lt;/b&gt;</p>')
  })
})

describe('a cursor', () => {
  it('shows open marks as closed, and nothing of half a mark', async () => {
    const shown = async (source: string) => {
      const cursor = renderer.cursor('m1')
      cursor.write(source)
      await cursor.ready()
      return cursor.snapshot()
    }
    expect(await shown('a **bo')).toBe('<p id="m1-1" dir="auto">a <strong>bo</strong></p>')
    expect(await shown('a **')).toBe('<p id="m1-1" dir="auto">a</p>')
    expect(await shown('a [b')).toBe('<p id="m1-1" dir="auto">a <a>b</a></p>')
    expect(await shown('a [b](https://x')).toBe('<p id="m1-1" dir="auto">a <a>b</a></p>')
    expect(await shown('a `b')).toBe('<p id="m1-1" dir="auto">a <code>b</code></p>')
    expect(await shown('a\n| b')).toBe('<p id="m1-1" dir="auto">a</p>')
    expect(await shown('- a\n*')).toBe('<ul id="m1-1" dir="auto"><li id="m1-2">a</li></ul>')
    expect(await shown('| a | b |\n|--')).toBe('')
  })

  it('counts what was written, and answers nothing when nothing changed', async () => {
    const cursor = renderer.cursor('m1')
    expect(cursor.offset).toBe(0)
    cursor.write('a 😀')
    expect(cursor.offset).toBe(4)
    cursor.flush()
    expect(cursor.flush()).toBe('')
    cursor.write('\ud83d')
    expect(cursor.flush()).toBe('')
    expect(cursor.offset).toBe(5)
  })

  it('gives closed blocks in order, for a page that only appends', async () => {
    const source = '# a\n\ntext\n\n- b\n- c\n\nend[^1]\n\n[^1]: d\n'
    const cursor = renderer.cursor('m1')
    let html = ''
    for (const unit of source) {
      cursor.write(unit)
      await cursor.ready()
      html += cursor.settled()
    }
    expect(html).toMatch(
      /^<h1 id="m1-1" dir="auto">a<\/h1><p id="m1-2" dir="auto">text<\/p><ul.*<\/ul><p id="m1-\d+" dir="auto">end<sup>1<\/sup><\/p>$/,
    )
    await cursor.ending()
    cursor.finish()
    expect(cursor.settled()).toMatch(/^<section id="m1-notes"/)
  })

  it('loads what a text needs at its first need only', async () => {
    const clean = await renderer.render('clean', 'x')
    let loads = 0
    const own = createRenderer({
      labels: words.text,
      sanitizer: async () => {
        loads++
        return () => clean
      },
    })
    expect(loads).toBe(0)
    await own.render('no HTML, `<b>` in code, <T> and a < b', 'm1')
    expect(loads).toBe(0)
    expect(await own.render('a <b>c</b> <i>d</i>', 'm1')).toContain('clean')
    expect(loads).toBe(1)
  })
})

describe('what models write against the letter of CommonMark', () => {
  it('goes on with a list whose items are all 1, between blocks of code', async () => {
    const html = await render('1. One\n\n```\na\n```\n\n1. Two\n\n```\nb\n```\n```\nc\n```\n1. Three')
    expect(html.match(/<ol[^>]*>/g)).toEqual([
      '<ol id="m1-1" dir="auto">',
      '<ol id="m1-5" dir="auto" start="2">',
      expect.stringMatching(/^<ol id="m1-\d+" dir="auto" start="3">$/),
    ])
  })

  it.each([
    '1. a\n2. b\n\n```\nx\n```\n\n1. c',
    '1. a\n\nText.\n\n1. c',
    '- a\n\n```\nx\n```\n\n1. c',
    '1) a\n\n```\nx\n```\n\n1. c',
  ])('begins a list anew in %j', async (source) => {
    expect(await render(source)).not.toContain('start=')
  })

  it('shows a fence inside of one of Markdown', async () => {
    const html = await render('```markdown\n# T\n```js\nx\n```\nend\n```\nafter')
    expect(html).toMatch(/end\n<\/code><\/pre><\/figure><p[^>]*>after<\/p>$/)
    expect(await render('```\n```js\nx\n```\nafter')).toMatch(/<p[^>]*>after<\/p>$/)
  })

  it('lets each block run the way of its own letters, and what is in it with it', async () => {
    const html = await render('# א\n\nb\n\n> c\n\n- א\n\n  d\n\n| e |\n|---|\n| f |')
    expect(html.match(/<(?:\w+)[^>]* dir="auto"/g)?.map((tag) => /\w+/.exec(tag)?.[0])).toEqual([
      ...['h1', 'p', 'blockquote', 'ul', 'table'],
    ])
  })
})

describe('HTML of models', () => {
  const cleaning = createRenderer({ labels: words.text, sanitizer: loadSanitizer })
  const shown = async (source: string) =>
    (await cleaning.render(source, 'm1')).replace(/ (?:id|dir|rel|target)="[^"]*"/g, '')

  it.each([
    [
      '<details>\n<summary>Answer</summary>\n\nIt is **42**.\n\n- x\n\n</details>\n\nAfter.',
      '<details><summary>Answer</summary><p>It is <strong>42</strong>.</p><ul><li>x</li></ul></details><p>After.</p>',
    ],
    [
      '<details open><summary>A `b`</summary>\nx\n</details>',
      '<details open=""><summary>A <code>b</code></summary><p>x</p></details>',
    ],
    [
      '<details>\n\n<details>\nx\n</details>\ny\n</details>\nz',
      '<details><details><p>x</p></details><p>y</p></details><p>z</p>',
    ],
    ['- a\n\n  <details>\n  x\n  </details>', '<ul><li><p>a</p><details><p>x</p></details></li></ul>'],
    [
      '<details>\n```\n</details>\n```\n</details>\nz',
      expect.stringMatching(/^<details><figure.*&lt;\/details&gt;\n.*<\/details><p>z<\/p>$/s),
    ],
  ])('folds are folds around Markdown: %j', async (source, html) => {
    expect(await shown(source)).toEqual(html)
  })

  it.each([
    ['Use an <a> tag, and <s> or <del>.', '<p>Use an &lt;a&gt; tag, and &lt;s&gt; or &lt;del&gt;.</p>'],
    [
      '<details> hides things, and <p> is a paragraph.',
      '<p>&lt;details&gt; hides things, and &lt;p&gt; is a paragraph.</p>',
    ],
    ['<div> and </span> are tags.', '<p>&lt;div&gt; and &lt;/span&gt; are tags.</p>'],
    ['a <b>b</b> <i>c', '<p>a <b>b</b> &lt;i&gt;c</p>'],
  ])('tags that are talked about stay words: %j', async (source, html) => {
    expect(await shown(source)).toBe(html)
  })

  it.each([
    [
      '<img src="https://a.example/p.png" alt="a chart">',
      '<section class="html"> <a href="https://a.example/p.png">a chart</a> </section>',
    ],
    [
      '<iframe src="https://a.example/v"></iframe>',
      '<section class="html"> <a href="https://a.example/v">https://a.example/v</a> </section>',
    ],
    ['<img src="javascript:x" alt="a">', '<section class="html"> <a>a</a> </section>'],
    ['<img src="//x" alt="&quot;><script>x</script>">', expect.not.stringContaining('<script')],
  ])('pictures and frames are links: %j', async (source, html) => {
    expect(await shown(source)).toEqual(html)
  })
})
