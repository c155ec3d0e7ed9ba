import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Which parts of `src` each part may import, besides its own files. A part without a row may import nothing else but what
 * all parts speak of; the entries, anything.
 */
const arrows: Record<string, string[]> = {
  platform: [
    'wiring.ts',
    'config.ts',
    'problem.ts',
    'log.ts',
    'db',
    'streaming',
    'markdown',
    'providers',
    'chat',
    'strings',
    'views',
  ],
  'app.tsx': ['routes', 'middleware', 'views', 'context.ts', 'problem.ts', 'db', 'chat'],
  'wiring.ts': ['chat', 'db', 'markdown', 'providers', 'streaming', 'strings', 'views', 'config.ts'],
  routes: [
    'views',
    'chat',
    'db',
    'streaming',
    'markdown/sanitize.tsx',
    'providers/catalog.ts',
    'context.ts',
    'problem.ts',
  ],
  middleware: ['views', 'context.ts', 'problem.ts', 'viewer.ts'],
  views: ['strings', 'markdown/sanitize.tsx'],
  chat: ['db', 'streaming', 'markdown/sanitize.tsx', 'providers/catalog.ts', 'providers/provider.ts'],
  streaming: ['providers/provider.ts', 'markdown/sanitize.tsx'],
  'config.ts': ['addresses.ts'],
  'log.ts': ['providers/provider.ts'],
}

/** What each may import types of as well: they are gone when the program runs, but who reads it has to know them. */
const typeArrows: Record<string, string[]> = {
  platform: ['context.ts'],
  'wiring.ts': ['context.ts'],
  'context.ts': ['views/ui.ts', 'strings', 'db', 'streaming', 'markdown', 'providers', 'viewer.ts', 'config.ts'],
  'config.ts': ['streaming/queue.ts'],
  'problem.ts': ['strings'],
  routes: ['strings'],
  middleware: ['strings'],
  views: ['db', 'streaming', 'providers/provider.ts', 'viewer.ts'],
  // They are handed what they say.
  providers: ['strings'],
  streaming: ['strings', 'markdown/render.ts'],
  db: ['providers/guide-sections.ts'],
}

/** What all parts speak of, and may import. */
const everywhere = new Set(['ids.ts', 'characters.ts', 'settings'])

/** Packages that only some files may import, and those files. The first pattern that fits a package decides. */
const packages: [name: RegExp, files: RegExp][] = [
  [/^node:/, /^(node\.ts$|platform\/node\/)/],
  [/^cloudflare:/, /^(worker\.ts$|platform\/workers\/)/],
  [/^hono\/(jsx|html)/, /^(routes|views)\/|^app\.tsx$|^markdown\/.*\.tsx$/],
  [/^(hono|@hono)\b/, /^(routes|middleware|platform)\/|^(app\.tsx|context\.ts|problem\.ts)$/],
  [/^(drizzle-orm\/|@libsql\/)/, /^(db|platform)\//],
  [/^drizzle-orm$/, /^db\//],
  [/dompurify|^jsdom/, /^(markdown\/sanitize|platform\/node\/sanitizer)/],
]

/** Words that only some files may use, outside comments. */
const words: [word: RegExp, files: RegExp][] = [
  [/\b(dangerouslySetInnerHTML|DOMPurify)\b|\braw\(/, /^(markdown\/sanitize|platform\/node\/sanitizer)/],
  // Whoever may say of any text that it is safe, says it of a hostile one some day.
  [/\btrust\b/, /^markdown\//],
  [/\bprocess\.env\b/, /^node\.ts$/],
  [/\b(hx|sse)-[a-z]/, /^(views\/|markdown\/patch)/],
  // A sentence for people. Models, developers and who starts the program are told things elsewhere, too.
  [/(['"`])[A-Z][a-z]+(?: [^'"`\s]+){3,}[.?!…]\1/, /^(strings\/|chat\/title|markdown\/tools|config|platform\/)/],
]

const importing = /\b(?:import|export)\s+(type\s+)?(?:[\w*{][^'";]*?\sfrom\s*)?'([^']+)'|\bimport\(\s*'([^']+)'/g

/** What is wrong with one file of `src`: its path from there, and its text. */
function violations(path: string, text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*/gm, '$1')
  const found = [...code.matchAll(importing)].flatMap(([, type, from, dynamic]) =>
    wrongImport(path, from ?? dynamic ?? '', type !== undefined),
  )
  for (const [word, files] of words) {
    const match = word.exec(code)
    if (match && !files.test(path)) found.push(`names ${match[0]}`)
  }
  if (/^(utils?|helpers?|common|misc|index)\b/.test(basename(path))) found.push('is named after nothing')
  const lines = text.split('\n').length - 1
  if (lines > 250 && !path.endsWith('.gen.ts')) found.push(`has ${lines} lines`)
  return found.map((problem) => `${path} ${problem}`)
}

function wrongImport(path: string, from: string, type: boolean): string[] {
  if (!from.startsWith('.')) {
    const rule = packages.find(([name]) => name.test(from))
    return !rule || rule[1].test(path) ? [] : [`imports ${from}`]
  }
  const target = normalize(join(dirname(path), from))
  const own = partOf(path)
  if (everywhere.has(partOf(target)) || own === partOf(target) || /^(node|worker)\.ts$/.test(path)) return []
  const allowed = [...(arrows[own] ?? []), ...((type && typeArrows[own]) || [])]
  return allowed.includes(partOf(target)) || allowed.includes(target) ? [] : [`imports ${target}`]
}

/** The folder of `src` that a file is in, or the file itself. */
function partOf(path: string): string {
  return path.split('/')[0] ?? path
}

function filesUnder(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  return entries.map((entry) => entry.replaceAll('\\', '/')).filter((entry) => /\.tsx?$/.test(entry))
}

it('keeps every file of src within its arrows and words', () => {
  const found = filesUnder('src').flatMap((path) => violations(path, readFileSync(join(root, 'src', path), 'utf8')))
  expect(found).toEqual([])
})

it('runs every test', () => {
  const skipping = /\b(it|test|describe|browserTest)(\.each|\.concurrent)?\.(skip|only|todo|fails)\b/
  const found = filesUnder('tests').filter((path) => skipping.test(readFileSync(join(root, 'tests', path), 'utf8')))
  expect(found).toEqual([])
})

describe('the rules themselves', () => {
  it.each([
    ['db/chats.ts', "import { x } from '../chat/turn.ts'"],
    ['streaming/hub.ts', "import {\n  a,\n  type B,\n} from '../db/chats.ts'"],
    ['markdown/render.ts', "export { x } from '../views/ids.ts'"],
    ['streaming/hub.ts', "import type { Chat } from '../db/schema.ts'"],
    ['providers/ollama.ts', "export type { Hub } from '../streaming/hub.ts'"],
    ['views/message.tsx', "import { messages } from '../db/schema.ts'"],
    ['views/page.tsx', "const x = await import('../db/chats.ts')"],
    ['chat/turn.ts', "import { hub } from '../platform/node/hub.ts'"],
    ['streaming/event.ts', "import type { Context } from 'hono'"],
    ['markdown/parser.ts', "import { raw } from 'hono/html'"],
    ['db/users.ts', "import 'node:fs'"],
    ['platform/node/database.ts', "import { eq } from 'drizzle-orm'"],
    ['markdown/render.ts', "import createDOMPurify from 'isomorphic-dompurify'"],
    ['views/page.tsx', 'const html = raw(text)'],
    ['views/presenter.tsx', "import type { trust } from '../markdown/sanitize.tsx'"],
    ['config.ts', 'const port = process.env.PORT'],
    ['routes/chats.tsx', 'return <p hx-get="/"></p>'],
    ['providers/ollama.ts', "throw new ProviderError('The model is not there.')"],
    ['chat/utils.ts', ''],
    ['chat/index.ts', ''],
  ])('refuse in %s: %j', (path, text) => {
    expect(violations(path, text)).toHaveLength(1)
  })

  it('refuse a file of more than 250 lines, unless it is generated', () => {
    expect(violations('chat/long.ts', '\n'.repeat(251))).toEqual(['chat/long.ts has 251 lines'])
    expect(violations('db/migrations.gen.ts', '\n'.repeat(251))).toEqual([])
  })

  it.each([
    ['views/message.tsx', "import type { Message } from '../db/schema.ts'"],
    ['routes/chats.tsx', "import { Hono } from 'hono'\nimport { findChat } from '../db/chats.ts'"],
    ['markdown/elements.tsx', "import type { Child } from 'hono/jsx'"],
    ['db/chats.ts', "import { eq } from 'drizzle-orm'\n// process.env and hx-get in a comment\n"],
    ['platform/node/lock.ts', "import { stat } from 'node:fs/promises'"],
    ['views/page.tsx', '<p hx-get="https://example.com"></p>'],
    ['streaming/hub.ts', "import { known } from '../ids.ts'"],
    ['node.ts', "import { createApp } from './app.tsx'\nprocess.env"],
  ])('allow in %s: %j', (path, text) => {
    expect(violations(path, text)).toEqual([])
  })
})
