import { ChatObject } from '../../src/worker.ts'

export { default } from '../../src/worker.ts'

/** The object as it is deployed, with what only Cloudflare does to it, and a look into its storage. */
export class EvictableChatObject extends ChatObject {
  evict(): void {
    this.ctx.abort('evicted by the test')
  }

  kept(): string {
    const [table] = this.ctx.storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'answers'").toArray()
    const rows = table ? this.ctx.storage.sql.exec('SELECT progress FROM answers').toArray() : []
    return rows.map(({ progress }) => progress).join('\n')
  }
}
