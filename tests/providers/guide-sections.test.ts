import { describe, expect, it } from 'vitest'
import { firstBlocks, splitSections } from '../../src/providers/guide-sections.ts'

const manual = `Before any heading.

# Weir

A chat app.

## Start it: two ways ##

\`\`\`sh
# not a heading
npm start
\`\`\`

### Empty
## Last

~~~
\`\`\`
## not one either
~~~
`

describe('splitSections', () => {
  it('cuts at headings, not inside code, and drops what is empty', () => {
    expect(splitSections(manual, 'Manual')).toEqual([
      { document: 'Manual', title: 'Weir', anchor: 'weir', text: 'A chat app.' },
      {
        document: 'Manual',
        title: 'Start it: two ways',
        anchor: 'start-it-two-ways',
        text: '```sh\n# not a heading\nnpm start\n```',
      },
      { document: 'Manual', title: 'Last', anchor: 'last', text: '~~~\n```\n## not one either\n~~~' },
    ])
  })

  it('reads Windows line ends', () => {
    expect(splitSections('# A\r\n\r\none\r\n', 'M')).toEqual([{ document: 'M', title: 'A', anchor: 'a', text: 'one' }])
  })
})

describe('firstBlocks', () => {
  const text = 'One.\n\n```\na\n\nb\n```\n\n- x\n- y'

  it('takes whole blocks up to the limit', () => {
    expect(firstBlocks(text, 1000)).toBe(text)
    expect(firstBlocks(text, 22)).toBe('One.\n\n```\na\n\nb\n```')
    expect(firstBlocks(text, 12)).toBe('One.')
  })

  it('takes the first one whatever its length', () => {
    expect(firstBlocks(text, 0)).toBe('One.')
  })
})
