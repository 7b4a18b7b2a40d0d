// What is told of a request by a job: the fact, its request, and where it leads.
import type { Write } from '#platform/db/db.ts'
import type { Territory } from '#territory'
import type { RequestRow } from '../record/queries.ts'

interface Fact {
  id: number
  payload: unknown
}

/** What is about to be written of one event of a request. */
export interface Writing {
  tx: Write
  place: Territory
  request: RequestRow
  fact: Fact
  /** Public origin. */
  origin: string
}

/** The same event and reader: told once. */
export const keyOf = (fact: Fact, reader: string): string => `${fact.id}:${reader}`

export const aboutIt = ({ ref, subject }: Pick<RequestRow, 'ref' | 'subject'>): string => `${ref}, ${subject}`

export const siteOf = ({ place, request }: Writing) => {
  const authority = place.authority(request.authorityId)
  return { name: authority.name, brand: authority.profile.brand }
}

/** Why a resident receives a mail about a request. */
export const WHY_RESIDENT =
  'Vous recevez ce message parce que cette adresse a été donnée avec la demande. Ne donnez le numéro de suivi qu’à des personnes de confiance.'
