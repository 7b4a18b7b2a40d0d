// One transaction on one connection, begun by its first statement: work that asks nothing of PostgreSQL costs nothing.
import { createHash } from 'node:crypto'
import type { Writable } from 'node:stream'
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

/** Counts texts for one process. @param most how many are prepared at most */
export function countStatements(most = MOST): Statements {
  const names = new Map<string, string>()
  const seen = new Map<string, number>()
  return {
    nameOf(text) {
      const known = names.get(text)
      if (known !== undefined || names.size >= most) return known
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

/** How a transaction begins, and whether anything has to be waited for at its end. */
export interface Beginning {
  /** `begin` and the settings of the actor, in one message; null: no transaction, each statement is one. */
  begin: string | null
  /** Nothing is kept: whoever comes next on the connection comes after its end, and nobody waits for it. */
  isRead: boolean
}

/** What is asked in one turn leaves together: one packet, and one waking of PostgreSQL. */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection
  if (stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

/**
 * A transaction not begun yet.
 * @param pool of connections that pipeline: what is sent at once is answered in its order, one after another
 */
export function lazyTransaction(
  pool: pg.Pool,
  { begin, isRead }: Beginning,
  statements: Statements,
): Transaction {
  let opening: Promise<pg.PoolClient> | null = null
  let spoiled = false

  async function open(): Promise<pg.PoolClient> {
    const client = await pool.connect()
    if (begin === null) return client
    sendTogether(client)
    // When it fails, so does the statement behind it, which says why.
    client.query(begin).catch(() => {
      spoiled = true
    })
    return client
  }

  async function executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    opening ??= open()
    const client = await opening
    sendTogether(client)
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

  /** Ends it with this word. @returns the command that PostgreSQL ran */
  async function end(word: 'commit' | 'rollback'): Promise<string> {
    const client = await opening
    opening = null
    if (client === null) return word
    if (begin === null) {
      client.release(spoiled)
      return word
    }
    const ended = client.query(word)
    if (isRead && !spoiled) {
      ended.catch(() => {})
      client.release()
      return word
    }
    try {
      return (await ended).command
    } catch (error) {
      spoiled = true
      throw error
    } finally {
      client.release(spoiled)
    }
  }

  return {
    connection: {
      executeQuery,
      streamQuery() {
        throw new Error('results are read whole')
      },
    },
    commit: async () => (await end('commit')) !== 'ROLLBACK',
    rollback: () =>
      end('rollback').then(
        () => {},
        () => {},
      ),
  }
}
