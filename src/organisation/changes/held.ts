// What the units of a reorganisation hold together, kind by kind.
import type { Read } from '#platform/db/db.ts'
import { heldBy } from '../units/held.ts'
import type { ChangeRow } from './queries.ts'

/** How many of each kind, by its id. */
export async function heldInAll(
  tx: Read,
  { units }: Pick<ChangeRow, 'units'>,
): Promise<Readonly<Record<string, number>>> {
  const all = [...(await heldBy(tx, units)).values()].flat()
  const counts: Record<string, number> = {}
  for (const { possession, count } of all) counts[possession.id] = (counts[possession.id] ?? 0) + count
  return counts
}
