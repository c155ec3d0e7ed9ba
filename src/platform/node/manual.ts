import { readFile } from 'node:fs/promises'
import type { Database } from '../../db/database.ts'
import { replaceSections } from '../../db/sections.ts'
import { splitSections } from '../../providers/guide-sections.ts'

/** Puts the program's own documentation into the guide's index. */
export async function indexManual(db: Database, root: URL): Promise<void> {
  const manual = await readFile(new URL('static/manual.md', root), 'utf8')
  const readme = await readFile(new URL('README.md', root), 'utf8')
  await replaceSections(db, [...splitSections(manual, 'Manual'), ...splitSections(readme, 'README')])
}
