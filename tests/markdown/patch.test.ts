// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { createRenderer } from '../../src/markdown/render.ts'
import { loadSanitizer } from '../../src/platform/node/sanitizer.ts'
import { words } from '../../src/strings/en/words.ts'
import { disagreement } from './agreement.ts'
import { normal, Page } from './dom.ts'

const renderer = createRenderer({ labels: words.text, sanitizer: loadSanitizer })

describe('patches', () => {
  it.each([
    ['a bullet that becomes emphasis', '- a\n*b*'],
    ['a list that turns loose', '- a\n- b\n  - c\n\n  d\n- e'],
    ['a paragraph that becomes a heading', 'one\ntwo\n---\nthree'],
    ['a paragraph that ends in the head of a table', 'text\na | b\n--|--\n1 | 2\n'],
    ['an emoji in two halves', 'a 😀 b 👩‍👩‍👧'],
    ['a link defined later', '[a] and *[b][a]*\n\n- [a]\n\n[a]: https://x.y\n'],
    ['a link in the head of a table', '| [a] | b |\n|---|---|\n| c | d |\n\n[a]: https://x.y\n'],
    ['a set of characters that looks like a footnote', 'All of [^abc].\n'],
    ['a footnote', 'See[^1] and[^two].\n\n[^1]: One.\n[^two]: Two[^1].\n'],
    ['a fence in a list', '- a\n  ```js\n  let x\n\n  y\n  ```\n- b'],
    ['a formula', '$$\nx^2\n$$\n\nand $a+b$, \\(c\\) \\[d\\]'],
    [
      'HTML behind a mark that is none',
      `](https://x.y/z)\`\`\` a\`b ***>[!${'</b>'.repeat(20)}$${'a+'.repeat(40)}\n~~`,
    ],
    [
      'folds',
      'a\n\n<details>\n<summary>x `y`</summary>\n\nin **it**\n\n- b\n\n<details open><summary>z</summary>\nmore\n\n</details>\n\nand\n</details>\n\nout',
    ],
    ['talk of tags', 'Use an <a> tag, <b>bold</b>, and <s> or <del>.\n\n<details> hides things.\n'],
    ['HTML', 'H<sub>2</sub>O and <b>bold text\nhere</b>\n\n<details>\n<summary>x</summary>\n</details>\n'],
  ])('carry %s, unit by unit', async (_, source) => {
    expect(await disagreement(renderer, source, () => 0, 1)).toBeUndefined()
  })

  it.each(['$x$', '<b>x</b>', 'x\n\n    <div>x</div>'])(
    'wait at the end for what only a footnote needs: %j',
    async (note) => {
      const source = `a[^1]\n\n[^1]: ${note}\n`
      const page = new Page('m1')
      page.apply(await createRenderer({ labels: words.text, sanitizer: loadSanitizer }).finish(source, 0, 'm1'))
      expect(page.html).toBe(normal(await renderer.render(source, 'm1')))
    },
  )

  it('never send a line of an open fence again', async () => {
    const cursor = renderer.cursor('m1')
    cursor.write('```js\n')
    await cursor.ready()
    cursor.flush()
    for (let line = 0; line < 50; line++) {
      cursor.write(`call(${line})\n`)
      await cursor.ready()
      expect(cursor.flush()).toBe(`<hx-partial id="m1-1" hx-swap="beforeend">call(${line})\n</hx-partial>`)
    }
  })

  it('leave the nodes of settled text alone', async () => {
    const cursor = renderer.cursor('m1')
    const page = new Page('m1')
    const write = async (text: string) => {
      cursor.write(text)
      await cursor.ready()
      page.apply(cursor.flush())
    }
    await write('First **bold** text.\n\nSecond text that goes on ')
    const nodes = [...page.body.querySelectorAll('p, strong')]
    await write('and on, with `code`.\n\n- a list\n- with items\n')
    expect(nodes.every((node) => page.body.contains(node))).toBe(true)
  })
})
