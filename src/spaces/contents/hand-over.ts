// What is proposed in a space never waits for nobody: where it is closed, it is taken back; where nobody moderates any more, it goes to
// whoever publishes for the authority. Done again by itself every hour: members come and go without anything being written.
import { raise, takeBack, writtenContent } from '#publishing'
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { strandedContents } from './queries.ts'

const MOST = 100

/** Twice is as once. */
export async function handOver(db: Database): Promise<void> {
  const stranded = await db.read(system, (tx) => strandedContents(tx, MOST))
  for (const { id, isClosed } of stranded)
    await db.write(system, async (tx) => {
      const kept = await writtenContent(tx, id)
      // Somebody has answered meanwhile.
      if (kept === undefined || kept.state !== 'proposed' || kept.decidedIn === null) return
      await (isClosed ? takeBack(tx, id, kept.version) : raise(tx, id, kept.version, ''))
    })
}
