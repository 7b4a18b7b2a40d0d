// Names of those who wrote, or read, a form.
import { personName } from '#people'
import type { Read } from '#platform/db/db.ts'

const NOBODY = 'Quelqu’un dont le compte est fermé'

export type NameOf = (by: number | null) => string

export async function namesOf(tx: Read, ids: Iterable<number | null>): Promise<NameOf> {
  const names = new Map<number | null, string>()
  for (const id of new Set(ids)) names.set(id, (id === null ? null : await personName(tx, id)) ?? NOBODY)
  return (by) => names.get(by) ?? NOBODY
}
