import Database from 'libsql'
import type { WriterQueue } from './hrana-writers.ts'

type Value =
  | { type: 'null' }
  | { type: 'integer'; value: string }
  | { type: 'float'; value: number }
  | { type: 'text'; value: string }
  | { type: 'blob'; base64: string }

type Statement = {
  sql?: string | null
  sql_id?: number | null
  args?: Value[]
  named_args?: { name: string; value: Value }[]
  want_rows?: boolean
}

type Condition =
  | { type: 'ok' | 'error'; step: number }
  | { type: 'not'; cond: Condition }
  | { type: 'and' | 'or'; conds: Condition[] }
  | { type: 'is_autocommit' }

type Batch = { steps: { stmt: Statement; condition?: Condition | null }[] }

type SqlRequest = { sql?: string | null; sql_id?: number | null }

export type StreamRequest =
  | { type: 'execute'; stmt: Statement }
  | { type: 'batch'; batch: Batch }
  | ({ type: 'sequence' | 'describe' } & SqlRequest)
  | { type: 'store_sql'; sql_id: number; sql: string }
  | { type: 'close_sql'; sql_id: number }
  | { type: 'get_autocommit' | 'close' }

/** What goes over the wire as an error. */
export class HranaError extends Error {
  readonly code: string

  constructor(message: string, code: string) {
    super(message)
    this.code = code
  }

  static from(error: unknown): HranaError {
    if (error instanceof HranaError) return error
    const message = error instanceof Error ? error.message : String(error)
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
    return new HranaError(message, code ?? /^SQLITE_\w+/.exec(message)?.[0] ?? 'SQLITE_ERROR')
  }
}

/** Connections to one database file, used again: opening one costs more than most statements. */
export class Connections {
  readonly #idle: Database.Database[] = []

  constructor(private readonly path: string) {}

  take(): Database.Database {
    const idle = this.#idle.pop()
    if (idle) return idle
    const db = new Database(this.path)
    db.exec('PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF')
    return db
  }

  give(db: Database.Database): void {
    this.#idle.push(db)
  }

  close(): void {
    for (const db of this.#idle.splice(0)) db.close()
  }
}

const reading = /^\s*(select|explain|pragma|values|begin\s+(transaction\s+)?(readonly|deferred)|rollback)\b/i

/** One client's connection to the database, with the statements that it has stored. */
export class HranaStream {
  closed = false
  readonly #db: Database.Database
  readonly #stored = new Map<number, string>()

  constructor(
    private readonly connections: Connections,
    private readonly writers: WriterQueue,
  ) {
    this.#db = connections.take()
  }

  async answer(request: StreamRequest): Promise<object> {
    const { type } = request
    if (type === 'execute') return { type, result: await this.#execute(request.stmt) }
    if (type === 'batch') return { type, result: await this.#batch(request.batch) }
    if (type === 'sequence') await this.#writing(this.#sqlOf(request), (sql) => this.#db.exec(sql))
    if (type === 'describe') return { type, result: this.#describe(this.#sqlOf(request)) }
    if (type === 'store_sql') this.#stored.set(request.sql_id, request.sql)
    if (type === 'close_sql') this.#stored.delete(request.sql_id)
    if (type === 'get_autocommit') return { type, is_autocommit: !this.#db.inTransaction }
    if (type === 'close') this.close()
    return { type }
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    if (this.#db.inTransaction) this.#db.exec('ROLLBACK')
    this.connections.give(this.#db)
    this.writers.leave(this)
  }

  async #batch({ steps }: Batch) {
    const results: (object | null)[] = []
    const errors: (object | null)[] = []
    const holds = (condition: Condition): boolean => {
      if (condition.type === 'ok') return (results[condition.step] ?? null) !== null
      if (condition.type === 'error') return (errors[condition.step] ?? null) !== null
      if (condition.type === 'not') return !holds(condition.cond)
      if (condition.type === 'and') return condition.conds.every(holds)
      if (condition.type === 'or') return condition.conds.some(holds)
      return !this.#db.inTransaction
    }
    for (const { stmt, condition } of steps) {
      let result: object | null = null
      let failure: object | null = null
      try {
        if (!condition || holds(condition)) result = await this.#execute(stmt)
      } catch (error) {
        const { message, code } = HranaError.from(error)
        failure = { message, code }
      }
      results.push(result)
      errors.push(failure)
    }
    return { step_results: results, step_errors: errors }
  }

  #execute(statement: Statement) {
    return this.#writing(this.#sqlOf(statement), (sql) => {
      const before = this.#counters()
      const prepared = this.#db.prepare(sql).safeIntegers(true)
      const args = argsOf(statement)
      const columns = prepared.reader ? prepared.columns() : []
      const rows = prepared.reader ? prepared.raw(true).all(args) : []
      if (!prepared.reader) prepared.run(args)
      const after = this.#counters()
      return {
        cols: columns.map(({ name, type }: { name: string; type: string | null }) => ({ name, decltype: type })),
        rows: statement.want_rows === false ? [] : rows.map((row) => (Array.isArray(row) ? row.map(toWire) : [])),
        affected_row_count: Number(after.changes - before.changes),
        last_insert_rowid: String(after.rowid),
      }
    })
  }

  #describe(sql: string) {
    const { reader } = this.#db.prepare(sql)
    return { params: [], cols: [], is_explain: false, is_readonly: reader }
  }

  /** Runs SQL as the only writer, if it writes; in a transaction it stays the only one until that ends. */
  async #writing<T>(sql: string, run: (sql: string) => T): Promise<T> {
    if (!reading.test(sql)) await this.writers.enter(this)
    try {
      return run(sql)
    } finally {
      if (!this.#db.inTransaction) this.writers.leave(this)
    }
  }

  #counters() {
    const counters = this.#db.prepare('SELECT total_changes() AS changes, last_insert_rowid() AS rowid')
    return counters.safeIntegers(true).get() as { changes: bigint; rowid: bigint } // by this very query
  }

  #sqlOf({ sql, sql_id }: SqlRequest): string {
    const found = sql ?? this.#stored.get(sql_id ?? -1)
    if (found === undefined) throw new HranaError(`SQL ${sql_id} is not stored`, 'SQL_NOT_FOUND')
    return found
  }
}

function argsOf({ args = [], named_args = [] }: Statement) {
  if (named_args.length === 0) return args.map(fromWire)
  return Object.fromEntries(named_args.map(({ name, value }) => [name.replace(/^[:@$]/, ''), fromWire(value)]))
}

function fromWire(value: Value) {
  if (value.type === 'null') return null
  if (value.type === 'integer') return BigInt(value.value)
  return value.type === 'blob' ? Buffer.from(value.base64, 'base64') : value.value
}

function toWire(value: unknown): Value {
  if (value === null || value === undefined) return { type: 'null' }
  if (typeof value === 'bigint') return { type: 'integer', value: String(value) }
  if (typeof value === 'number') return { type: 'float', value }
  if (typeof value === 'string') return { type: 'text', value }
  if (value instanceof Uint8Array) return { type: 'blob', base64: Buffer.from(value).toString('base64') }
  throw new HranaError(`cannot send a ${typeof value}`, 'HRANA_PROTO_ERROR')
}
