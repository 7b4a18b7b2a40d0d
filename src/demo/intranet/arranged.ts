// The home that Communication of the metropolis arranges for its agents in the demonstration: what it says first, and help that nobody takes off.
import { ownAudience } from '#audiences'
import { makeArrangement, type Placed } from '#intranet'
import type { Write } from '#platform/db/db.ts'

const PLACED: readonly Placed[] = [
  { name: 'spotlight', column: 0, state: 'shown' },
  { name: 'briefs', column: 0, state: 'shown', isFixed: true },
  { name: 'diary', column: 1, state: 'shown' },
  { name: 'help', column: 1, state: 'shown', isFixed: true },
]

/** Arranges it, as whoever publishes for that authority. */
export async function arrangeHome(tx: Write, authorityId: number): Promise<void> {
  const audienceId = await ownAudience(tx, authorityId)
  if (audienceId !== undefined)
    await makeArrangement(tx, { authorityId, page: 'home', audienceId, placed: PLACED })
}
