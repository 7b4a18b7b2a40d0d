// A piece of work in a transaction that may fail alone: what it throws leaves the transaction as it was before it.
import { sql } from 'kysely'
import type { Write } from './db.ts'

/** @throws what the work throws, once what it had done is taken back */
export async function apart<T>(tx: Write, work: () => Promise<T>): Promise<T> {
  await sql`savepoint apart`.execute(tx.q)
  try {
    const done = await work()
    await sql`release savepoint apart`.execute(tx.q)
    return done
  } catch (error) {
    await sql`rollback to savepoint apart`.execute(tx.q)
    await sql`release savepoint apart`.execute(tx.q)
    throw error
  }
}

class Tried extends Error {}

/** Does it and takes it back, whatever becomes of it. @returns what the work gave */
export async function tried<T>(tx: Write, work: () => Promise<T>): Promise<T> {
  let given: { done: T } | undefined
  await apart(tx, async () => {
    given = { done: await work() }
    throw new Tried()
  }).catch((error: unknown) => {
    if (!(error instanceof Tried)) throw error
  })
  return (given as { done: T }).done
}
