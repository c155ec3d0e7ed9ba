/** Generated documents, the same on every run: what models write, in the mix in which they write it. */

const nouns = [
  'the query',
  'a cache',
  'the event loop',
  'an index',
  'the worker',
  'a token',
  'the stream',
  'a release',
  'the lock',
]
const verbs = ['slows down', 'reads twice', 'waits for', 'holds back', 'depends on', 'is measured by', 'hides', 'moves']
const ends = ['under load', 'on the first run', 'at night', 'with cold caches', 'in every test', 'for one user in ten']

/** Text of at least `size` UTF-16 units made of what `part` answers for 0, 1, 2, … */
export function repeat(size: number, part: (index: number) => string): string {
  let text = ''
  for (let index = 0; text.length < size; index++) text += part(index)
  return text
}

export function sentence(index: number): string {
  const at = (words: string[], step: number) => words[(index * step + (index >> 2)) % words.length] ?? ''
  const start = at(nouns, 5)
  return `${start.charAt(0).toUpperCase()}${start.slice(1)} ${at(verbs, 3)} ${at(nouns, 7)} ${at(ends, 5)}, so look at it before you change anything else.`
}

function markedSentence(index: number): string {
  const marks = [
    `Mind that **${nouns[index % 9]}** ${verbs[index % 8]} \`value_${index}\` here.`,
    `It is *rarely* the first thing to try, see [the manual](https://example.org/manual/${index}).`,
    sentence(index),
  ]
  return marks[index % 3] ?? ''
}

function list(index: number, items: number): string {
  let text = ''
  for (let item = 0; item < items; item++) {
    text +=
      item % 4 === 3 ? `  - nested: ${sentence(index + item).slice(0, 50)}\n` : `- ${markedSentence(index + item)}\n`
  }
  return text
}

function table(index: number, rows: number): string {
  let text = '| Case | Median (ms) | p99 (ms) | Note |\n| --- | ---: | ---: | --- |\n'
  for (let row = 0; row < rows; row++) text += tableRow(index + row)
  return text
}

function tableRow(index: number): string {
  return `| case ${index} | ${(index * 37) % 400} | ${(index * 91) % 4000} | ${ends[index % 6]} |\n`
}

export function codeLine(index: number): string {
  const lines = [
    `function step${index}(input: Item[], limit = ${index}): Item[] {\n`,
    `  const found = input.filter((item) => item.name !== 'x${index}' && item.size < limit)\n`,
    '  // keep the order of the input\n',
    `  return found.map((item) => ({ ...item, size: item.size * ${index} }))\n`,
    '}\n',
    '\n',
  ]
  return lines[index % lines.length] ?? ''
}

function code(index: number, lines: number): string {
  return `\`\`\`ts\n${Array.from({ length: lines }, (_, line) => codeLine(index * 6 + line)).join('')}\`\`\`\n`
}

/** Headings, prose, lists, tables and code, as an answer has them. */
export function mixed(size: number): string {
  return repeat(size, (index) => {
    const prose = [0, 1, 2, 3].map((step) => markedSentence(index * 4 + step)).join(' ')
    const parts = [
      `## Part ${index}: ${nouns[index % 9]}\n\n${prose}\n\n`,
      `${list(index, 5)}\n${sentence(index)}\n\n`,
      `${code(index, 12)}\n${prose}\n\n`,
      `${table(index, 4)}\n`,
      `1. ${sentence(index)}\n2. ${markedSentence(index)}\n\n> ${sentence(index + 1)}\n\n`,
    ]
    return parts[index % 5] ?? ''
  })
}

/** Texts of one block alone, where a renderer that reads the open block again is at its worst. */
export const single = {
  list: (size: number) => repeat(size, (index) => `- ${markedSentence(index)}\n`),
  table: (size: number) => table(0, 1) + repeat(size, tableRow),
  fence: (size: number) => `\`\`\`\n${repeat(size, codeLine)}\`\`\`\n`,
  paragraph: (size: number) => repeat(size, (index) => `${sentence(index)} `),
  'nested lists': (size: number) =>
    repeat(size, (index) => `${'  '.repeat([0, 1, 2, 3, 2, 1][index % 6] ?? 0)}- ${markedSentence(index)}\n`),
}

export const fence = (size: number) => `\`\`\`ts\n${repeat(size, codeLine)}\`\`\`\n`

/** Texts in which single flushes have the most to do. */
export const heavy: Record<string, string> = {
  'a fence of 48 KB of TypeScript': fence(48_000),
  'a fence of 48 KB of Python, in one string': `\`\`\`py\n"""\n${repeat(48_000, sentence)}\n"""\n\`\`\`\n`,
  'a fence of 48 KB of SQL': `\`\`\`sql\n${repeat(48_000, (index) => `SELECT a${index}, COUNT(*) FROM t JOIN u ON t.id = u.id WHERE b LIKE '%c%';\n`)}\`\`\`\n`,
  'a fence of 48 KB of Swift': `\`\`\`swift\n${repeat(48_000, (index) => `func f${index}<T: P>(_ a: T, b: Int = 1) -> [String: T] { return a.map { $0 + 1 } }\n`)}\`\`\`\n`,
  'a line of code of 1 MB': `\`\`\`js\n${'x = 1; '.repeat(150_000)}\n\`\`\`\n`,
  'a paragraph of 1 MB on a line': repeat(1_000_000, sentence),
  'a table of 200 columns': `${repeat(40_000, (index) => (index === 1 ? `|${'---|'.repeat(200)}\n` : `|${' **a** |'.repeat(200)}\n`))}`,
  // More of them than are remembered.
  'formulas of 4 KB': repeat(420_000, (index) => `$$\n${'\\frac{a}{b} + '.repeat(280)}${index}\n$$\n`),
  'a formula of 10 KB, which is too long': `$$\n${'\\frac{a}{b} + '.repeat(700)}c\n$$\n`,
  'HTML of 4 KB': `<div>\n${repeat(3900, (index) => `<p>${sentence(index)}</p>\n`)}</div>\n\n`,
  'HTML of 200 tags': `<div>${'<p><i>x</i></p>'.repeat(49)}</div>\n\n`,
  'HTML of 1,300 tags, which are too deep': `<div>${'<i>'.repeat(1300)}x${'</i>'.repeat(900)}</div>\n\n`,
  'HTML of 20 KB, which is too long': `<div>\n${repeat(20_000, (index) => `<p>some <b>bold</b> text ${index}</p>\n`)}</div>\n`,
  '1,500 definitions after their references': `${repeat(20_000, (index) => `[l${index}] and *text*\n\n`)}${repeat(40_000, (index) => `[l${index}]: https://x.y/${index}\n`)}`,
  '1,000 footnotes': `${repeat(12_000, (index) => `x[^${index}]\n\n`)}${repeat(20_000, (index) => `[^${index}]: Note ${index}.\n\n`)}`,
  'a long list that turns loose': `${single.list(40_000)}\n- last\n`,
}
