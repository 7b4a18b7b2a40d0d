// What goes and what stays of an authority that has left, table by table, as modules say it (`Carried.end`). Act as the system.
import type { Kept } from '#agreements'
import type { Carried, Read, Write } from '#platform/db/db.ts'
import type { Counts } from '#platform/partnership/carried.ts'
import { countRows, deleteRows } from './queries.ts'

export const sumOf = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** Both together. */
export function added(one: Counts, other: Counts): Counts {
  const sum: Record<string, number> = { ...one }
  for (const [what, count] of Object.entries(other)) sum[what] = (sum[what] ?? 0) + count
  return sum
}

/** Tables whose rows go by themselves: what hangs on others stands after them, and goes before. */
export const going = ({ carried }: Pick<Read, 'carried'>): readonly Carried[] =>
  carried.filter(({ end }) => 'erased' in end || 'by' in end).toReversed()

async function countOne(tx: Read, one: Carried, authorityId: number): Promise<Counts> {
  const { end } = one
  if ('by' in end) return end.by.count(tx, authorityId)
  return 'erased' in end ? { [end.erased]: await countRows(tx, one, authorityId) } : {}
}

/** Erases some rows of one table. @returns how many; nothing is left when that is empty */
export async function eraseSome(
  tx: Write,
  one: Carried,
  { authorityId, most }: { authorityId: number; most: number },
): Promise<Counts> {
  const { end } = one
  if ('by' in end) return end.by.erase(tx, authorityId, most)
  const count = 'erased' in end ? await deleteRows(tx, one, { authorityId, most }) : 0
  return 'erased' in end && count > 0 ? { [end.erased]: count } : {}
}

/** What stays, and why: tables that one name gathers are counted together. */
export async function keptOf(tx: Read, authorityId: number): Promise<Kept[]> {
  const kept = new Map<string, Kept>()
  for (const one of tx.carried) {
    const { end } = one
    if (!('kept' in end)) continue
    const count = (kept.get(end.kept)?.count ?? 0) + (await countRows(tx, one, authorityId))
    kept.set(end.kept, { what: end.kept, because: end.because, count })
  }
  return [...kept.values()].filter(({ count }) => count > 0)
}

export interface Foreseen {
  goes: Counts
  kept: readonly Kept[]
  /** Why it may not begin yet, in sentences. */
  hindrances: readonly string[]
}

/** What an erasure would do today. */
export async function foresee(tx: Read, authorityId: number): Promise<Foreseen> {
  let goes: Counts = {}
  const hindrances: string[] = []
  for (const one of going(tx)) {
    goes = added(goes, await countOne(tx, one, authorityId))
    const why = 'by' in one.end ? ((await one.end.by.hindered?.(tx, authorityId)) ?? null) : null
    if (why !== null) hindrances.push(why)
  }
  return { goes, kept: await keptOf(tx, authorityId), hindrances }
}
