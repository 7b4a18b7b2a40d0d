// The authority of an address.
import { NotFound } from '#platform/errors.ts'
import type { Read } from '#platform/db/db.ts'
import type { Context } from '#platform/http/route.ts'
import { administeredAuthorities, type Authority, territory } from '#territory'

/** The one that the address names, among those one administers. @throws NotFound */
export async function asked(tx: Read, { params }: Context): Promise<Authority> {
  const own = administeredAuthorities(tx, await territory(tx))
  const found = own.find(({ slug }) => slug === params.collectivite)
  if (found === undefined) throw new NotFound()
  return found
}
