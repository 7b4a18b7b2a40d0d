// What the units of a reorganisation hold together, kind by kind.
import type { Possession, Read } from '#platform/db/db.ts'
import type { ChangeRow } from './queries.ts'

/** How many of each kind, by its id. */
export async function heldInAll(
  tx: Read,
  { units }: Pick<ChangeRow, 'units'>,
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  for (const { id, count, countTogether } of tx.heldByUnits)
    counts[id] = await (countTogether ?? sumOf(count))(tx, units)
  return counts
}

const sumOf =
  (count: Possession['count']) =>
  async (tx: Read, units: readonly number[]): Promise<number> =>
    [...(await count(tx, units)).values()].reduce((sum, one) => sum + one, 0)
