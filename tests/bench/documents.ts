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
