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
]

/** A text of up to `most` random fragments. */
export function randomSource(random: () => number, most: number): string {
  let source = ''
  for (let count = 1 + Math.floor(random() * most); count > 0; count--) {
    source += fragments[Math.floor(random() * fragments.length)]
  }
  return source
}
