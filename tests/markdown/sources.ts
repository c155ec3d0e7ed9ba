/** A small seeded generator of random numbers in [0, 1): the same seed gives the same run on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Pieces of Markdown that, joined at random, meet each other in every way that matters. */
export const fragments = [
  ...['a', 'word ', 'foo bar', 'The end. ', '\n', '\n\n', '\n', '  ', '    ', '\t', '   '],
  ...['- ', '* ', '+ ', '1. ', '2) ', '10. ', '  - ', '[ ] ', '[x] ', '> ', '>', '> [!NOTE]\n'],
  ...['# ', '## ', '###### x ##', '#', '===\n', '=', '---', '--', '***', '+', '-'],
  ...['```\n', '```js\nlet x = `1`\n```\n', '```diff\n+ a\n- b\n', '~~~', '`', '``', '`code`'],
  ...['|', '| a | b |\n', '|---|:-:|\n', '| 1 | 2 |\n', 'a | b\n', '---|---\n', '\\|'],
  ...['*', '**', '_', '__', '~~', '~', '**bold**', '*it*', '***'],
  ...[
    '[',
    '](',
    '](https://x.y/z)',
    '[a](https://b.c "t")',
    '[foo]',
    '[foo]: https://d.e\n',
    '[bar][foo]',
    '[b]: <x y> "t',
  ],
  ...['![i](https://i.m/g.png)', '![', 'https://a.b/c', 'http://q.r', 'www.x.y', 'me@x.y', '<https://u.v>'],
  ...[
    '<b>',
    '</b>',
    '<br>',
    '<div>',
    '</div>\n',
    '<!-- c -->',
    '<script>alert(1)</script>',
    '<p>',
    '<kbd>',
    '<T>',
    '<',
  ],
  ...[
    '&amp;',
    '&',
    '&copy',
    '\\',
    '\\*',
    '\\\n',
    '  \n',
    '!',
    '😀',
    '\r\n',
    '\0',
    'é',
    '\ud83d',
    '>',
    '"',
    "'",
    '(',
    ')',
    ':',
  ],
  ...['$', '$x^2$', '$$', '$$\na\n$$\n', '\\(x\\)', '\\[', '\\]', '$5 '],
  ...['[^1]', '[^1]: note\n', '[^x]', '[^'],
  // Where a line belongs: tabs, lazy lines, blocks in blocks, fences in fences.
  ...['-\t', '\t- ', '>\t', '1.\t\t', '\r', '\r\r\n', '> - ', '- > ', '- - ', '> > ', '- # h\n', '- ===\n'],
  ...['> ---\n', '  ```\n', '\\\r\n'],
  ...['- | a | b |\n  |---|---|\n  | 1 | `\\|` |\n', '> | a |\n> |-|\n> x\n', '- [^1]', '    [^1]', '- ```\n'],
  ...['~~~~ md\n```\n', '~~~~\n', '````\n', '> ```js\n> x\n', '``` a`b\n', `~~~${'info '.repeat(30)}\n`, '    - '],
  ...['> [!TIP]\n> x\n', '> [!tip] x\n', '>[!NOTE]', '- [ ]', '- [x]\n', '- [ ] [ ] '],
  // All kinds of HTML blocks, begun and ended.
  ...['<pre>\n', '</pre>', '<!--\n', '-->', '<?php\n', '?>', '<!DOCTYPE x', '<![CDATA[', ']]>\n'],
  ...['<table>\n<tr><td>', '</td>', '</style>\n'],
  ...['<a href="https://x.y">', '</a>', '<i title="\n', '<del>*', '<x-y>\n', '</x>\n', '<b\n', '<style>'],
  // Entities, addresses, other scripts, and what joins to them.
  ...['&#', '120;', '&#x1F600;', '&nbsp;', '&ngE;', '&lt', ';', '\u0301', '\u200d', 'https://a.b/c?d&amp;'],
  ...['，', '。', '」', '「', '漢字', '**「漢」**', '한국어**', 'xhttps://a.b', '`a\n'],
  ...['👩‍👩‍👧', '\ud83d\ude00', '\ude00', '\ufe0f', '\u00a0', '\u3000', 'https://a.b/漢', '(https://a.b/c_(d))'],
  ...['HTTPS://A.B', 'https://a.b,', '_https://a.b_', 'https://', '@', '.', ',', 'http', '://', '![a][foo]', '[a]['],
  ...['[]', '][', '[a [b] c](https://d.e)'],
  ...['[a]:\nhttps://x.y\n"t\nu"\n', '[foo]:', '\n"t', '[a\nb]: <', '[a\nb]', '<x>', "'t'\n"],
  ...['[foo]: https://d.e "', '[ FOO ]', '[!', '](<', `$${'a+'.repeat(120)}`],
  // Formulas over lines, in tables, beside money.
  ...['\\(a\n', 'b\\)', '$a|b$', '| $a$ | $b\\|c$ |\n', '$a_1$,', '$$a$$', '$1,000', '$x', '\\]\n', '\\[\n', '$$ x'],
  ...['***a**', '**a*', '*a_', '_a*', '~~~a', '__a__b', 'a__', '``a`', '`` ` ``', '**a **', '** b**', '*[a*]('],
]

/** A text of up to `most` random fragments. */
export function randomSource(random: () => number, most: number): string {
  let source = ''
  for (let count = 1 + Math.floor(random() * most); count > 0; count--) {
    source += fragments[Math.floor(random() * fragments.length)]
  }
  return source
}
