// The sites of the authorities that whoever acts administers, as another module may lead people to them: at a page of the site itself.
import type { Read } from '#platform/db/db.ts'
import { clientsOfAuthorities } from '../store/queries.client.ts'
import { administered } from './admin-desk.ts'
import { redirectProblem } from './client-check.ts'

export interface OfferedSite {
  id: string
  name: string
  authorityId: number
  isInService: boolean
  /** What is wrong with an address to lead people to; null when nothing is. */
  problem(address: string): string | null
}

const ELSEWHERE =
  'Cette adresse n’est pas sur le site\u00a0: elle commence comme l’une de ses adresses de retour'

function elsewhere(address: string, redirectUris: readonly string[]): string | null {
  const origins = [...new Set(redirectUris.map((one) => new URL(one).origin))]
  return origins.includes(new URL(address).origin) ? null : `${ELSEWHERE}, ${origins.join(' ou ')}.`
}

/** By name, those out of service last. */
export async function offeredSites(tx: Read): Promise<OfferedSite[]> {
  const own = (await administered(tx)).map(({ id }) => id)
  return (await clientsOfAuthorities(tx, own)).map(({ id, name, authorityId, disabledAt, redirectUris }) => ({
    ...{ id, name, authorityId, isInService: disabledAt === null },
    problem: (address) => redirectProblem(address) ?? elsewhere(address, redirectUris),
  }))
}
