// @vitest-environment jsdom
import DOMPurify from 'isomorphic-dompurify'
import { describe, expect, it } from 'vitest'
import { allowed } from '../../src/markdown/allowed.ts'
import { createRenderer, type Renderer } from '../../src/markdown/render.ts'
import { createSanitizer } from '../../src/markdown/sanitize.tsx'
import { loadSanitizer } from '../../src/platform/node/sanitizer.ts'
import { words } from '../../src/strings/en/words.ts'
import { normal } from './dom.ts'
import { payloads, positions } from './payloads.ts'

/** The oracle: what may be in a page. It knows nothing of the renderer but its list of elements and attributes. */
const allowlist = {
  ALLOWED_TAGS: [...allowed.tags],
  ALLOWED_ATTR: [...allowed.attributes],
  ALLOW_DATA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https:\/\/|http:\/\/localhost[:/]|#m1-)/i,
  // DOMPurify holds the values of all other attributes against that expression too.
  ADD_URI_SAFE_ATTR: allowed.attributes.filter((name) => name !== 'href'),
  // Else DOMPurify also drops titles that hold `-->`, which are harmless in HTML.
  SAFE_FOR_XML: false,
}

/** An own instance: the renderer's sanitizer leaves its hooks on the shared one. */
const purify = DOMPurify(window)

/** All that a reader ever sees of a text: the page after each of its units, and the finished one. */
async function pages(renderer: Renderer, source: string): Promise<Set<string>> {
  const seen = new Set<string>()
  const cursor = renderer.cursor('m1')
  for (const unit of source.split('')) {
    cursor.write(unit)
    await cursor.ready()
    const patch = cursor.flush()
    if (patch !== '') seen.add(cursor.snapshot())
  }
  seen.add(await renderer.render(source, 'm1'))
  return seen
}

describe.each([
  ['cleaned', createRenderer({ labels: words.text, sanitizer: loadSanitizer })],
  ['shown as text', createRenderer({ labels: words.text })],
])('attacks, with HTML %s', (_, renderer) => {
  it.each(Object.keys(positions))(
    'in a %s leave nothing for DOMPurify to remove',
    { timeout: 300_000 },
    async (name) => {
      for (const payload of payloads) {
        const source = positions[name]?.(payload) ?? ''
        const html = [...(await pages(renderer, source))].map((page) => `<section>${page}</section>`).join('')
        expect(purify.sanitize(html, allowlist), source).toBe(normal(html))
      }
    },
  )
})

describe('patches', () => {
  it('hold no partial that the model wrote', async () => {
    const renderer = createRenderer({ labels: words.text, sanitizer: loadSanitizer })
    const source =
      '<b>x</b> <hx-partial id="m1-1">y</hx-partial>\n\n<div><hx-partial>z</hx-partial></div>\n\n`<hx-partial>`\n'
    const patch = await renderer.finish(source, 0, 'm1')
    expect(patch.match(/<hx-/g)).toHaveLength(1)
    expect(patch.match(/<\/hx-/g)).toHaveLength(1)
  })
})

describe('the sanitizer', () => {
  it('refuses a DOM that DOMPurify does not support', () => {
    const purify = { isSupported: false, sanitize: (dirty: string) => dirty, addHook: () => undefined }
    expect(() => createSanitizer(purify)).toThrow('does not support')
  })

  it('keeps elements of the allowlist, without names, styles and handlers', async () => {
    const sanitize = await loadSanitizer()
    expect(sanitize('<b id=a name=b class=c style=d data-hx-get=e onclick=f>x</b><script>y</script>')).toBe('<b>x</b>')
    expect(sanitize('<a href="https://x.y">a</a><a href="http://x.y">b</a>')).toBe(
      '<a href="https://x.y" rel="noopener noreferrer nofollow" target="_blank">a</a><a>b</a>',
    )
  })
})

describe('the name of a fence', () => {
  const renderer = createRenderer({ labels: words.text })
  it.each([
    ['x&#32;copy&#32;match&#32;stop', undefined, 'x'],
    ['x&#9;drawer', undefined, 'x'],
    ['x\\&#10;copy', undefined, 'x'],
    ['js&#32;copy', 'language-js', 'js'],
    ['"><b', undefined, undefined],
    ['exe', undefined, 'exe'],
    ['C++', 'language-cpp', 'C++'],
    ['python:main.py', 'language-py', 'python'],
  ])('%j makes no class but that of its language', async (info, name, label) => {
    const all = await pages(renderer, `\`\`\`${info}\nx\n\`\`\``)
    for (const page of all) {
      const holder = document.createElement('div')
      holder.innerHTML = page
      expect([...holder.querySelectorAll('code')].map((code) => code.getAttribute('class') ?? undefined)).toEqual([
        name,
      ])
      expect(holder.querySelector('figcaption')?.textContent).toBe(label)
    }
  })
})

describe('attributes that the sanitizer keeps', () => {
  it('hold nothing that htmx takes for a partial', async () => {
    const html = (await loadSanitizer())(
      `<a href="https://a.example" title="<hx-partial id='m1-live' hx-swap='delete'></hx-partial>">x</a><p title='a>b<"c'>y</p>`,
    )
    expect(html).not.toContain('<hx-')
    const holder = document.createElement('div')
    holder.innerHTML = html
    expect(holder.querySelector('a')?.title).toBe("<hx-partial id='m1-live' hx-swap='delete'></hx-partial>")
    expect(holder.querySelector('p')?.title).toBe('a>b<"c')
  })

  it.each(['<a href="">x</a>', '<a href=" ">x</a>', '<a href>x</a>', '<b is="x-y">x</b>', '<a is="x-y" href="">x</a>'])(
    'are no empty address and no made-up element in %j',
    async (dirty) => {
      expect((await loadSanitizer())(dirty)).toMatch(/^<([ab])>x<\/\1>$/)
    },
  )
})
