// Where contributors stand, and whom an address names.
import { NotFound } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import type { Read } from '#platform/db/db.ts'
import { HERE } from '../board/place.ts'
import { type Contributor, contributors } from './queries.ts'

export const CONTRIBUTORS = `${HERE}/contributeurs`
export const ONE = `${CONTRIBUTORS}/:contributeur`
export const OWN = '/agents/contributions'

export const addressOf = ({ authorityId, personId }: Pick<Contributor, 'authorityId' | 'personId'>): string =>
  `${CONTRIBUTORS}/${authorityId}-${personId}`

/** As the address names them, for whoever acts; never oneself, who reads one’s own page. @throws NotFound */
export async function askedContributor(tx: Read, { params }: Pick<Context, 'params'>): Promise<Contributor> {
  const [, authority, person] = /^([1-9]\d{0,6})-([1-9]\d{0,9})$/.exec(params.contributeur ?? '') ?? []
  const found = (await contributors(tx)).find(
    ({ authorityId, personId }) => authorityId === Number(authority) && personId === Number(person),
  )
  if (found === undefined)
    throw new NotFound('Cette personne n’écrit plus ici, ou n’est pas de votre ressort.')
  return found
}
