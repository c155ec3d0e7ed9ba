import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Database } from '../../src/db/database.ts'
import { replaceSections, searchSections } from '../../src/db/sections.ts'
import { testDatabase } from '../support/database.ts'

const sections = [
  { document: 'Manual', title: 'Stop an answer', anchor: 'stop', text: 'Press the button, or Escape.' },
  {
    document: 'Manual',
    title: 'Where your chats are',
    anchor: 'data',
    text: 'In one file. An answer that you stop is kept.',
  },
  { document: 'README', title: 'Start', anchor: 'start', text: 'Run `ollama serve`, then `ollama pull llama3.2`.' },
]

async function indexed(): Promise<Database> {
  const db = await testDatabase()
  await replaceSections(db, sections)
  return db
}

async function anchors(db: Database, query: string, limit = 5): Promise<string[]> {
  return (await searchSections(db, query, limit)).map(({ anchor }) => anchor)
}

it('finds sections by plain questions, a title before a text', async () => {
  const db = await indexed()
  expect(await anchors(db, 'How do I stop an answer?')).toEqual(['stop', 'data'])
  expect(await anchors(db, 'Where are my CHATS stored?')).toEqual(['data'])
  expect(await anchors(db, 'stopping answers', 1)).toEqual(['stop'])
  expect(await searchSections(db, 'ollama', 5)).toEqual([sections[2]])
})

it('finds nothing for words that only make a question', async () => {
  const db = await indexed()
  expect(await anchors(db, 'What can you do, and how?')).toEqual([])
  expect(await anchors(db, '?! ...')).toEqual([])
})

it('takes any text, FTS5 syntax included', async () => {
  const db = await indexed()
  expect(await anchors(db, '"stop" NOT answer* AND (title: ^press OR NEAR(x y))')).toContain('stop')
  const syntax = [
    '"',
    '*',
    '(',
    ')',
    ' NOT ',
    ' NEAR',
    ':',
    '^',
    '-',
    '+',
    "'",
    '{',
    '\0',
    'stop',
    'é',
    '日本',
    '½',
    '\ud800',
  ]
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...syntax)).map((parts) => parts.join('')),
  )
  await fc.assert(
    fc.asyncProperty(text, async (query) => void (await searchSections(db, query, 5))),
    { seed: 1, numRuns: 500 },
  )
})

it('replaces the index as a whole, and only when the documents changed', async () => {
  const db = await indexed()
  await db.run(sql`delete from sections where anchor = 'stop'`)
  await replaceSections(db, sections)
  expect(await anchors(db, 'escape')).toEqual([])
  const edited = [...sections, { document: 'Manual', title: 'Keys', anchor: 'keys', text: 'Escape stops.' }]
  await replaceSections(db, edited)
  expect(await anchors(db, 'escape')).toEqual(['keys', 'stop'])
  await replaceSections(db, [])
  expect(await anchors(db, 'escape')).toEqual([])
})
