import { sql } from 'drizzle-orm'
import type { Section } from '../providers/guide-sections.ts'
import type { Database } from './database.ts'

/** Words that questions are made of: they say nothing about what is asked. */
const stopWords = new Set(
  `a about all an and any are as at be been but by can could did do does for from get had has have how i if in into is it
  its let may me my no not of on or our please should so some tell than that the their them then there these they this to
  up us was we were what when where which who why will with would you your`.split(/\s+/),
)

/** Makes these sections the index, unless it holds exactly them already. All or nothing. */
export async function replaceSections(db: Database, sections: Section[]): Promise<void> {
  const digest = await digestOf(sections)
  const [present] = await db.all<{ digest: string }>(sql`select digest from sections limit 1`)
  if (present?.digest === digest) return
  const inserts = sections.map(({ document, title, anchor, text }) =>
    db.run(sql`insert into sections values (${document}, ${title}, ${anchor}, ${text}, ${digest})`),
  )
  await db.batch([db.run(sql`delete from sections`), ...inserts])
}

/** The sections that answer a question in plain words, best first; a word in a title counts more. Any text is safe. */
export async function searchSections(db: Database, query: string, limit: number): Promise<Section[]> {
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const terms = [...new Set(words)].filter((word) => !stopWords.has(word)).slice(0, 32)
  if (terms.length === 0) return []
  // Quoted, a term is only ever a word to FTS5: `NOT`, `*` and the like lose their meaning.
  const match = terms.map((term) => `"${term}"`).join(' OR ')
  return db.all<Section>(sql`
    select document, title, anchor, text from sections where sections match ${match}
    order by bm25(sections, 0, 5, 0, 1, 0), rowid limit ${limit}`)
}

async function digestOf(sections: Section[]): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(sections)))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
