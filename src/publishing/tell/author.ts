// Whoever began a content, as long as it is theirs to write: they work in its unit, or below it.
import { workersOf } from '#people'
import type { Read } from '#platform/db/db.ts'
import { territory } from '#territory'
import type { Kept } from '../record/queries.ts'

/** As the system. undefined: they work elsewhere, or nowhere, and nothing of it is told to them. */
export async function authorOf(
  tx: Read,
  { authorityId, authorId, unitId }: Pick<Kept, 'authorityId' | 'authorId' | 'unitId'>,
): Promise<{ personId: number; address: string | null } | undefined> {
  const { lineage } = await territory(tx)
  return (await workersOf(tx, authorityId)).find(
    ({ personId, unitIds }) => personId === authorId && unitIds.some((id) => lineage(id).includes(unitId)),
  )
}
