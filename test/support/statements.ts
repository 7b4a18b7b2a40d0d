// Counts what is asked of one database, on every connection of this process, whichever pool opened it.
import { sql } from 'kysely'
import pg from 'pg'
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'

export interface Statements {
  /** So far: `begin` and `commit` are counted too, since each is a round trip. */
  count(): number
  /** Their first words, since the last call. */
  said(): string[]
  /** Those asked more than once with the same values, since the last call of `said`. */
  again(): string[]
  stop(): void
}

interface Asked {
  text: string
  values?: unknown[]
}

export async function countStatements(db: Database): Promise<Statements> {
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown }
  const { query } = prototype
  const { rows } = await db.read(system, (tx) =>
    sql<{ name: string }>`select current_database() as name`.execute(tx.q),
  )
  let count = 0
  const said: string[] = []
  const whole: string[] = []
  prototype.query = function (this: pg.Client, ...args) {
    if (Reflect.get(this, 'database') === rows[0]?.name) {
      count += 1
      const [asked] = args
      const { text, values } = (typeof asked === 'string' ? { text: asked } : asked) as Asked
      said.push(text.trim().split(/\s+/).slice(0, 6).join(' '))
      whole.push(`${text} ${JSON.stringify(values ?? args[1] ?? [])}`)
    }
    return query.apply(this, args)
  }
  return {
    count: () => count,
    said() {
      whole.length = 0
      return said.splice(0)
    },
    again: () =>
      [...Map.groupBy(whole, (one) => one)].flatMap(([one, { length }]) => (length > 1 ? [one] : [])),
    stop: () => void (prototype.query = query),
  }
}

/** Of what was said one after the other, the transactions that may write, statement by statement. */
export function writing(said: readonly string[]): string[][] {
  const found: string[][] = []
  let open = false
  for (const words of said) {
    if (words.startsWith('begin')) {
      open = !words.startsWith('begin read only')
      if (open) found.push([])
    }
    if (open) found.at(-1)?.push(words)
    if (words === 'commit' || words === 'rollback') open = false
  }
  return found
}
