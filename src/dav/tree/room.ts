// What programs may leave in a space beside documents: names that await their first version, what they say of things. All of it is read for
// one call.
import type { Write } from '#platform/db/db.ts'
import { insertAwaited, type Property, saveProperty } from '#spaces'
import { DavError } from '../protocol/dialect.ts'
import type { Tree } from './resource.ts'

const MOST_AWAITED = 200

/** @throws DavError 507 */
export async function reserveName(
  tx: Write,
  { space, entries }: Tree,
  folderId: number | null,
  name: string,
): Promise<void> {
  if (entries.filter(({ fileId }) => fileId === null).length >= MOST_AWAITED)
    throw new DavError(
      507,
      `${MOST_AWAITED} documents vides au plus dans un espace\u00a0: envoyez d’abord leur contenu.`,
      'quota-not-exceeded',
    )
  await insertAwaited(tx, space.id, folderId, name)
}

/** @throws DavError 507 */
export async function sayProperty(tx: Write, spaceId: number, property: Property): Promise<void> {
  if (!(await saveProperty(tx, spaceId, property)))
    throw new DavError(507, 'Cet espace a trop de propriétés.', 'quota-not-exceeded')
}
