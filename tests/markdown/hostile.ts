/** Texts of about `size` UTF-16 units that are meant to make a renderer slow, or to break it. */
export const hostile: Record<string, (size: number) => string> = {
  'nested quotes': (size) => '>'.repeat(size),
  'nested quotes, spaced': (size) => '> '.repeat(size / 2),
  'quotes line by line': (size) => '> > > > a\n'.repeat(size / 10),
  'nested lists on a line': (size) => '- '.repeat(size / 2),
  'nested lists by indent': (size) => {
    let text = ''
    for (let depth = 0; text.length < size; depth = (depth + 1) % 300) text += `${'  '.repeat(depth)}- x\n`
    return text
  },
  'lists that turn loose in turn': (size) => {
    let text = ''
    for (let depth = 0; depth < 30; depth++) text += `${'  '.repeat(depth)}- x\n`
    for (let depth = 29; text.length < size; depth = depth > 0 ? depth - 1 : 29) text += `\n${'  '.repeat(depth)}- y\n`
    return text
  },
  asterisks: (size) => '*'.repeat(size),
  'asterisks and letters': (size) => '*a '.repeat(size / 3),
  'openers of two kinds': (size) => '*a _b '.repeat(size / 6),
  'strong openers': (size) => '**a **'.repeat(size / 6),
  'letters between': (size) => 'a*'.repeat(size / 2),
  underscores: (size) => '_a'.repeat(size / 2),
  tildes: (size) => '~~a '.repeat(size / 4),
  backticks: (size) => '`'.repeat(size),
  'backticks of all lengths': (size) => {
    let text = ''
    for (let length = 1; text.length < size; length++) text += `e${'`'.repeat(length)}`
    return text
  },
  'open brackets': (size) => '['.repeat(size),
  'open images': (size) => '!['.repeat(size / 2),
  'brackets and letters': (size) => '[a '.repeat(size / 3),
  'nested links': (size) => '[a](b'.repeat(size / 5),
  'open targets': (size) => '[a](<b'.repeat(size / 6),
  'open titles': (size) => '[a](b "'.repeat(size / 7),
  'closing brackets': (size) => ']'.repeat(size),
  'one long line': (size) => 'a'.repeat(size),
  'one long line of words': (size) => 'word '.repeat(size / 5),
  blanks: (size) => `a${' '.repeat(size)}b`,
  'blanks and words': (size) => `a${' '.repeat(50)}`.repeat(size / 51),
  newlines: (size) => '\n'.repeat(size),
  'a table of 1,000 columns': (size) => {
    const row = `|${' a |'.repeat(1000)}\n`
    return `${row}|${'---|'.repeat(1000)}\n${row.repeat(Math.max(1, size / row.length))}`
  },
  'a table of 200 columns': (size) => {
    const row = `|${' a |'.repeat(200)}\n`
    return `${row}|${'---|'.repeat(200)}\n${row.repeat(Math.max(1, size / row.length))}`
  },
  'delimiter rows': (size) => 'a\n---|---\n'.repeat(size / 10),
  pipes: (size) => '|'.repeat(size),
  'a table without cells': (size) => `|a|\n|-|\n${'x\n'.repeat(size / 2)}`,
  tags: (size) => '<b>x</b> '.repeat(size / 9),
  'open tags': (size) => '<b>'.repeat(size / 3),
  'less-thans': (size) => '<'.repeat(size),
  'half tags': (size) => '<a b="'.repeat(size / 6),
  'HTML blocks': (size) => '<div>x</div>\n\n'.repeat(size / 14),
  'nested HTML': (size) => `<div>${'<i>'.repeat(150)}x</div>\n\n`.repeat(size / 470),
  'an open HTML block': (size) => `<div>\n${'text of it\n'.repeat(size / 11)}`,
  'an open comment': (size) => `<!-- ${'text of it\n'.repeat(size / 11)}`,
  comments: (size) => '<!-- x -->'.repeat(size / 10),
  'an open fence': (size) => `\`\`\`js\n${'const x = `1`\n'.repeat(size / 14)}`,
  fences: (size) => '```js\nx\n```\n'.repeat(size / 12),
  'one long line of code': (size) => `\`\`\`js\n${'x=1;'.repeat(size / 4)}\n\`\`\`\n`,
  dollars: (size) => '$'.repeat(size),
  'open formulas': (size) => '$a '.repeat(size / 3),
  formulas: (size) => '$a+b$ '.repeat(size / 6),
  'deep formulas': (size) => `$$\n${'{'.repeat(size / 2)}${'}'.repeat(size / 2)}\n$$\n`,
  'open display formulas': (size) => '$$a\n'.repeat(size / 4),
  backslashes: (size) => '\\'.repeat(size),
  'escaped brackets': (size) => '\\[a '.repeat(size / 4),
  ampersands: (size) => '&'.repeat(size),
  entities: (size) => '&amp'.repeat(size / 4),
  definitions: (size) => repeatNumbered(size, (index) => `[l${index}]: https://x.y/${index}\n`),
  'references to nothing': (size) => '[a] '.repeat(size / 4),
  'definitions and references': (size) =>
    repeatNumbered(size, (index) => `[l${index}]: https://x.y/${index}\n\n[l${index}] x\n\n`),
  'half definitions': (size) => '[a]: \n'.repeat(size / 6),
  footnotes: (size) => repeatNumbered(size, (index) => `x[^${index}]\n\n[^${index}]: y\n\n`),
  addresses: (size) => 'https://'.repeat(size / 8),
  'addresses with parentheses': (size) => `https://x.y/${'('.repeat(size)}`,
  'mail addresses': (size) => 'a@'.repeat(size / 2),
  dots: (size) => `https://x.y/${'.'.repeat(size)}`,
  headings: (size) => '# a #\n'.repeat(size / 6),
  hashes: (size) => `# a ${'#'.repeat(size)}`,
  underlines: (size) => 'a\n=\n'.repeat(size / 4),
  'lines of dashes': (size) => '-'.repeat(size),
  NUL: (size) => '\0'.repeat(size),
  'halves of pairs': (size) => '\ud83d'.repeat(size),
  emoji: (size) => '👩‍👩‍👧 '.repeat(size / 9),
  'carriage returns': (size) => '\r'.repeat(size),
  'numbers of a list': (size) => '1'.repeat(size),
}

function repeatNumbered(size: number, part: (index: number) => string): string {
  let text = ''
  for (let index = 0; text.length < size; index++) text += part(index)
  return text
}
