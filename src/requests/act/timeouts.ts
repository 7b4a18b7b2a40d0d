// States that wait too long move on by themselves, always with a message.
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import { stateOf, workflowVersion } from '#workflows'
import { act } from './act.ts'
import { waitingSince } from './queries.ts'

const DAY_MS = 24 * 3600 * 1000

/** Requests treated by one run: the next run takes the rest. */
const BATCH = 500

/** Takes the timeout transition of every waiting request whose time is over. @returns how many moved */
export async function runTimeouts(db: Database): Promise<number> {
  const over = await db.read(system, async (tx) => {
    const due: { ref: string; transition: string }[] = []
    for (const item of await waitingSince(tx, BATCH)) {
      const { timeout } = stateOf(
        await workflowVersion(tx, item.workflowId, item.workflowVersion),
        item.state,
      )
      if (timeout !== undefined && tx.now.getTime() - item.stateSince.getTime() >= timeout.days * DAY_MS)
        due.push({ ref: item.ref, transition: timeout.transition })
    }
    return due
  })
  for (const { ref, transition } of over) await moveOn(db, ref, transition)
  return over.length
}

async function moveOn(db: Database, ref: string, transition: string): Promise<void> {
  try {
    await db.write(system, (tx) => act(tx, ref, transition, {}, 'system'))
  } catch (error) {
    // The resident answered meanwhile: nothing is late any more.
    if (!(error instanceof Conflict)) throw error
  }
}
