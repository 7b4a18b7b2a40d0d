// Refuses a transaction within another of the same account: it holds a connection and waits for a second one of the same pool, so that
// as many exchanges at once as there are connections wait for each other for ever.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'

type Pool = 'web' | 'system' | 'sight'

const held = new AsyncLocalStorage<readonly Pool[]>()

const poolOf = ({ kind }: Actor, mode: 'read' | 'write'): Pool =>
  kind !== 'system' ? 'web' : mode === 'read' ? 'sight' : 'system'

async function alone<T>(pool: Pool, begin: () => Promise<T>): Promise<T> {
  const those = held.getStore() ?? []
  if (those.includes(pool))
    throw new Error(`a transaction of « ${pool} » is opened within another: give it the one that is open`)
  return held.run([...those, pool], begin)
}

/** The same database, for the program and its jobs: a test, which makes several act at once, has it as it is. */
export const refusingNested = (db: Database): Database => ({
  ...db,
  read: (actor, work) => alone(poolOf(actor, 'read'), () => db.read(actor, work)),
  write: (actor, work) => alone(poolOf(actor, 'write'), () => db.write(actor, work)),
})
