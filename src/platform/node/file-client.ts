import { type Client, createClient, type InArgs, type InStatement } from '@libsql/client/sqlite3'
import { isBusy } from '../../db/error.ts'
import { pause } from '../../streaming/pause.ts'

/** How long a write waits for another program that writes to the file, in milliseconds. */
const LONGEST_WAIT_MS = 5000
/** SQLite itself waits by holding the event loop: so long at once, and the loop is free for as long as that between. */
const HOLD_MS = 10
const REST_MS = 50

/** What a statement that writes has to name. One that only reads may do so as well: then it waits in line in vain. */
const writing = /\b(insert|replace|update|delete|create|drop|alter|pragma|vacuum|reindex|analyze)\b/i

/**
 * libSQL's client for a database file, without its traps. It has one connection, on which one call runs after the other, as
 * they all would anyway: each holds the event loop. Writes happen in the order in which they were asked for. One that finds
 * the file busy waits for it, while reads and the rest of the program go on; after five seconds it fails as SQLITE_BUSY, and
 * nothing of it is stored.
 */
export class FileClient implements Client {
  readonly protocol = 'file'
  readonly #client: Client
  /** The end of the call that has the connection. */
  #call: Promise<unknown>
  /** The end of the last write in line. */
  #line: Promise<unknown> = Promise.resolve()
  /** The error of the last write that was tried, if it found another program writing. */
  #busy: unknown

  constructor(url: string) {
    this.#client = createClient({ url, timeout: HOLD_MS, concurrency: 1 })
    this.#call = this.#overwriting()
  }

  get closed() {
    return this.#client.closed
  }

  execute(statement: InStatement | string, args?: InArgs) {
    const text = typeof statement === 'string' ? statement : statement.sql
    const run = () =>
      typeof statement === 'string' ? this.#client.execute(statement, args) : this.#client.execute(statement)
    return writing.test(text) ? this.#write(run) : this.#safely(run)
  }

  /** All or nothing. It begins as a write: one that has read before would not get to wait for its turn. */
  batch(statements: Parameters<Client['batch']>[0]) {
    return this.#write(() => this.#client.batch(statements, 'write'))
  }

  migrate(statements: InStatement[]) {
    return this.#write(() => this.#client.migrate(statements))
  }

  executeMultiple(text: string) {
    return this.#write(() => this.#client.executeMultiple(text))
  }

  /** Refused: whoever waits inside of one keeps everybody else from the connection. */
  async transaction(): Promise<never> {
    throw new Error('writes to a file that belong together go through a batch')
  }

  sync() {
    return this.#client.sync()
  }

  async reconnect() {
    await this.#client.reconnect()
    await this.#overwriting()
  }

  close() {
    this.#client.close()
  }

  #write<T>(run: () => Promise<T>): Promise<T> {
    const until = performance.now() + LONGEST_WAIT_MS
    const written = this.#line.then(() => this.#whenFree(run, until))
    this.#line = written.catch(() => undefined)
    return written
  }

  /** What met SQLITE_BUSY was not committed, so it can be run again. */
  async #whenFree<T>(run: () => Promise<T>, until: number): Promise<T> {
    for (;;) {
      if (this.#busy) await this.#untilFree(until)
      try {
        return await this.#safely(run)
      } catch (error) {
        if (!isBusy(error)) throw error
        this.#busy = error
      }
    }
  }

  /**
   * Waits until no other program writes to the file; throws when that takes too long. Asked by a script, which libSQL
   * finishes, so that the connection stays as it is: one that is renewed is open until the old one's statements are
   * collected, and a process may not have many files open.
   */
  async #untilFree(until: number): Promise<void> {
    while (this.#busy) {
      if (performance.now() > until) throw this.#busy
      await pause(REST_MS)
      try {
        await this.#alone(() => this.#client.executeMultiple('BEGIN IMMEDIATE; ROLLBACK'))
        this.#busy = undefined
      } catch (error) {
        if (!isBusy(error)) throw error
      }
    }
  }

  /**
   * libSQL leaves a statement that met SQLITE_BUSY in progress: what the same connection writes afterwards is reported as
   * stored and lost. So it is renewed before anything else can use it.
   */
  #safely<T>(run: () => Promise<T>): Promise<T> {
    return this.#alone(async () => {
      try {
        return await run()
      } catch (error) {
        if (isBusy(error)) await this.reconnect()
        throw error
      }
    })
  }

  /** Runs something with the connection to itself. */
  #alone<T>(run: () => Promise<T>): Promise<T> {
    const call = this.#call.then(run)
    this.#call = call.catch(() => undefined)
    return call
  }

  /**
   * What is deleted, and what was there before a change, is overwritten. A connection that is told so only for a deletion
   * misses the copies that it left behind when it changed rows, or moved them to make room for others.
   */
  #overwriting() {
    return this.#client.execute('PRAGMA secure_delete = ON')
  }
}
