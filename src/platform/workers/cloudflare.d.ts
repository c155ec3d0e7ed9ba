/** The part of the runtime's own module that is used here, as of compatibility date 2026-04-20. */
declare module 'cloudflare:workers' {
  export abstract class DurableObject<Env> {
    protected readonly ctx: DurableObjectState
    protected readonly env: Env
    constructor(ctx: DurableObjectState, env: Env)
  }

  /** What is handed out by reference: its holder calls it, and lets go of it. */
  export abstract class RpcTarget {}

  export type DurableObjectState = {
    readonly storage: DurableObjectStorage
    /** Ends the object as an eviction does; the next request makes a new one. */
    abort(reason?: string): void
  }

  export type DurableObjectStorage = {
    readonly sql: SqlStorage
    /** Epoch milliseconds. There is one alarm; setting it again moves it. */
    setAlarm(at: number): Promise<void>
    /** Also deletes the alarm. */
    deleteAll(): Promise<void>
  }

  export type SqlStorage = {
    exec<Row extends Record<string, string | number | null>>(
      query: string,
      ...values: (string | number | null)[]
    ): { toArray(): Row[] }
  }

  /** Objects by name; `Remote` is what they can be asked. */
  export type DurableObjectNamespace<Remote> = { getByName(name: string): Remote }
}
