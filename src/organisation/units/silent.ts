// Units to which requests come and where nobody answers: said on the organisation, before it is so and while it is.
import { unanswered } from '#people'
import type { Read } from '#platform/db/db.ts'
import { relayedUnits } from '#services'
import { localDay, territory, type Unit } from '#territory'

/** What becomes of what comes there. */
export const TAKEN_UP =
  'Les demandes y sont reprises par l’accueil de la collectivité s’il a quelqu’un, sinon par le centre de contact.'

/** Those of these units, on a day (today), without those posts. */
export async function silentAmong(
  tx: Read,
  units: readonly Unit[],
  { day, without = [] }: { day?: string; without?: readonly number[] } = {},
): Promise<Unit[]> {
  const place = await territory(tx)
  const asked = units.filter(({ functions, closedOn }) => functions.length > 0 && closedOn === null)
  const ids = asked.map(({ id }) => id)
  const silent = new Set(await unanswered(tx, ids, day ?? localDay(tx.now, place.zone), without))
  const byMail = silent.size === 0 ? new Set() : await relayedUnits(tx, place)
  return asked.filter(({ id }) => silent.has(id) && !byMail.has(id))
}
