// What was planned is done on its day: looked at every quarter of an hour, one reorganisation a transaction.
import { system } from '#platform/actor.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { localDay, territory } from '#territory'
import { apply } from './change.ts'
import { dueChanges } from './queries.ts'

export const applyDue: JobHandler = async (db) => {
  const ids = await db.read(system, async (tx) =>
    dueChanges(tx, localDay(tx.now, (await territory(tx)).zone)),
  )
  // One that would strand somebody by then is told as work that fails, on the home of the administration; the others are done.
  const failures: unknown[] = []
  for (const id of ids)
    await db.write(system, (tx) => apply(tx, id)).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join(' '))
}
