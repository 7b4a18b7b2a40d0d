// What units hold, of every module, said in words.
import type { Possession, Read } from '#platform/db/db.ts'
import { plural } from '#platform/ui/french.ts'

/** How many of a kind a unit holds. */
export interface Held {
  possession: Possession
  count: number
}

/** What each of these units holds: one statement a kind, whatever the number of units. */
export async function heldBy(
  tx: Read,
  units: readonly number[],
  possessions: readonly Possession[] = tx.heldByUnits,
): Promise<ReadonlyMap<number, readonly Held[]>> {
  const counts: { possession: Possession; of: ReadonlyMap<number, number> }[] = []
  for (const possession of possessions) counts.push({ possession, of: await possession.count(tx, units) })
  return new Map(
    units.map((id) => [id, counts.map(({ possession, of }) => ({ possession, count: of.get(id) ?? 0 }))]),
  )
}

/** « 86 demandes ouvertes » */
export const heldText = ({ possession: { one, several }, count }: Held): string => plural(count, one, several)
