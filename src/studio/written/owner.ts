// Whose a form is: the authority that writes it. The metropolis's are everybody's to read and copy; those of a commune, the metropolis's.
import { mayWrite } from '#definitions'
import type { FormDefinition } from '#forms'
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Actor } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { of } from '#platform/french/noun.ts'
import { type Authority, authorityNoun, type Territory, territory } from '#territory'

/** May they read it on these screens? */
export const maySee = (actor: Actor, authorityId: number | null): boolean =>
  authorityId === null || mayWrite(actor, authorityId) || metropolitanAdministrator.ever(actor)

export const authorityIn = (place: Territory, authorityId: number | null): Authority =>
  authorityId === null ? place.metropolis : place.authority(authorityId)

/** « de la Ville de Bron » */
export const ofAuthority = (place: Territory, authorityId: number | null): string =>
  of(authorityNoun(authorityIn(place, authorityId)))

/** The commune in whose name whoever acts begins forms; null: the metropolis, for the whole territory. */
export async function ownTown(tx: Read): Promise<Authority | null> {
  if (mayWrite(tx.actor, null)) return null
  const held = tx.actor.memberships.find(({ role }) => role === 'admin')
  return held === undefined ? null : (await territory(tx)).authority(held.authorityId)
}

const CODE = /^[0-9AB]{5}-/

/** The same form as one of theirs: its id begins with the code of the commune, or with none. */
export function asOf(town: Authority | null, given: FormDefinition): FormDefinition {
  const { owner: _, ...form } = given
  const bare = form.id.replace(CODE, '')
  return town === null ? { ...form, id: bare } : { ...form, id: `${town.code}-${bare}`, owner: town.code }
}

/** Is that id one that forms of theirs may bear? */
export const isNameOf = (town: Authority | null, id: string): boolean =>
  town === null ? !CODE.test(id) : id.startsWith(`${town.code}-`)
