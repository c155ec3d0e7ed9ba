/** Whether a statement failed because the database takes no writes: no room on the disk, or no right to write there. */
export function takesNoWrites(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // SQLite's names, which a libSQL server uses too; BLOCKED is a hosted database over its quota.
  const refused = 'code' in error && /^(SQLITE_(FULL|READONLY|IOERR|CANTOPEN)|BLOCKED)/.test(String(error.code))
  return refused || takesNoWrites(error.cause)
}

/** Whether a database over HTTP did not answer, or something between here and there did in its place. */
export function outOfReach(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // In the words of Node, of Workers, and of libSQL's client.
  return /^fetch failed|^Network connection lost|HTTP status 5\d\d/.test(error.message) || outOfReach(error.cause)
}

/** Whether another program was writing to the database for longer than one waits for it. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('code' in error && error.code === 'SQLITE_BUSY') || isBusy(error.cause)
}
