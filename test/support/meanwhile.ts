// Two at once, on purpose: one asks while the transaction of another stands, which ends once the first waits for it.
import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'

const isAwaited = async (db: Database): Promise<boolean> => {
  const { rows } = await db.read(system, (tx) =>
    sql`select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`.execute(
      tx.q,
    ),
  )
  return rows.length > 0
}

/** Until somebody of the database waits for another, or what is asked is answered without. */
export async function untilAwaited(db: Database, asked: Promise<unknown>): Promise<void> {
  let isAnswered = false
  const answered = () => {
    isAnswered = true
  }
  asked.then(answered, answered)
  for (let tries = 0; tries < 1000; tries += 1) {
    if (isAnswered || (await isAwaited(db))) return
    await setTimeout(10)
  }
  assert.fail('Nobody waits, and nothing is answered.')
}

/** Asks while that is done, which ends once what is asked waits for it, or had no need to. */
export async function meanwhile<T>(
  db: Database,
  who: Actor,
  work: (tx: Write) => Promise<unknown>,
  ask: () => Promise<T>,
): Promise<T> {
  const { asked } = await db.write(who, async (tx) => {
    await work(tx)
    const asked = ask()
    await untilAwaited(db, asked)
    return { asked }
  })
  return asked
}
