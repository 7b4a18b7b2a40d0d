// One transaction on one connection, begun by its first statement: work that asks nothing of PostgreSQL costs nothing.
import { createHash } from 'node:crypto'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type pg from 'pg'

/**
 * Statements whose text comes again are prepared: PostgreSQL then reads them, and their policies, once a connection. It goes on
 * planning for the values given wherever a plan for any values would cost more.
 */
export interface Statements {
  /** Name under which to prepare the text, or undefined while it is rare. */
  nameOf(text: string): string | undefined
}

export interface Transaction {
  readonly connection: DatabaseConnection
  /** @returns false when PostgreSQL rolled back instead, because a statement had failed */
  commit(): Promise<boolean>
  /** Never throws: a connection that cannot be rolled back is thrown away. */
  rollback(): Promise<void>
}

const OFTEN = 3
/** Texts made of variable parts (filters) are many: so many are prepared at most, and so many are waited for at once. */
const MOST = 400

/** Counts texts for one process. */
export function countStatements(): Statements {
  const names = new Map<string, string>()
  const seen = new Map<string, number>()
  return {
    nameOf(text) {
      const known = names.get(text)
      if (known !== undefined || names.size >= MOST) return known
      const times = (seen.get(text) ?? 0) + 1
      seen.delete(text)
      if (times < OFTEN) {
        seen.set(text, times)
        // Whichever has not come for longest: a text that never comes back holds no place.
        for (const rare of seen.keys()) if (seen.size > MOST) seen.delete(rare)
        return undefined
      }
      const name = createHash('sha256').update(text).digest('base64url')
      names.set(text, name)
      return name
    },
  }
}

const COUNTED = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

// After a migration beside a running program: the connection forgets its prepared statements by being closed.
const isStale = (error: unknown) => ['0A000', '26000'].includes(String((error as { code?: unknown }).code))

/**
 * A transaction not begun yet.
 * @param begin `begin` and the settings of the actor, in one message; null: no transaction, each statement is one
 */
export function lazyTransaction(pool: pg.Pool, begin: string | null, statements: Statements): Transaction {
  let opening: Promise<pg.PoolClient> | null = null
  let spoiled = false
  // One statement at a time, in the order asked, also when several are asked at once.
  let last: Promise<unknown> = Promise.resolve()

  async function open(): Promise<pg.PoolClient> {
    const client = await pool.connect()
    if (begin === null) return client
    try {
      await client.query(begin)
      return client
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  function executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const answer = last.then(() => execute<R>(query))
    last = answer.catch(() => {})
    return answer
  }

  async function execute<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    opening ??= open()
    const client = await opening
    const name = parameters.length === 0 ? undefined : statements.nameOf(sql)
    try {
      const values = [...parameters]
      const result = await client.query(
        name === undefined ? { text: sql, values } : { name, text: sql, values },
      )
      const rows = result.rows as R[]
      return COUNTED.has(result.command) ? { rows, numAffectedRows: BigInt(result.rowCount ?? 0) } : { rows }
    } catch (error) {
      spoiled ||= isStale(error)
      throw error
    }
  }

  return {
    connection: {
      executeQuery,
      streamQuery() {
        throw new Error('results are read whole')
      },
    },
    async commit() {
      if (opening === null) return true
      const client = await opening
      opening = null
      if (begin === null) {
        client.release(spoiled)
        return true
      }
      try {
        const { command } = await client.query('commit')
        return command !== 'ROLLBACK'
      } finally {
        client.release(spoiled)
      }
    },
    async rollback() {
      const client = await opening?.catch(() => null)
      opening = null
      if (client == null) return
      if (begin === null) return client.release(spoiled)
      await client.query('rollback').then(
        () => client.release(spoiled),
        () => client.release(true),
      )
    },
  }
}
