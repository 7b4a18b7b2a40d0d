// The agreement of a commune that joins, begun for it: the last grid, what decrees say of its inhabitants, the terms most agreements have.
import type { Read, Write } from '#platform/db/db.ts'
import { addDays, type Authority, type Day, OFFICIAL_CENSUS } from '#territory'
import { yearOf } from '../life/life.ts'
import { type AgreementRow, gridRows, populationRows, type Terms } from './queries.ts'
import { agreement, agreements, begin, type SaidPopulation } from './write.ts'

/** What an agreement from that day on says unless somebody writes otherwise. */
export const usualTerms = (startsOn: Day): Pick<Terms, 'startsOn' | 'endsOn' | 'noticeMonths' | 'seats'> => ({
  startsOn,
  endsOn: addDays(`${yearOf(startsOn) + 5}-01-01`, -1),
  noticeMonths: 3,
  seats: 10,
})

/** What a decree says of its inhabitants: its own, else the official figure under the decree that dates the same census elsewhere. */
export async function decreed(
  tx: Read,
  { id, population: figure }: Authority,
): Promise<SaidPopulation | undefined> {
  const all = await populationRows(tx)
  const own = all.findLast(({ authorityId }) => authorityId === id)
  if (own !== undefined) return own
  const census = all.find(({ kind, year }) => kind === 'municipal' && year === OFFICIAL_CENSUS)
  return census && { ...census, figure }
}

/** A draft begun, or what is missing for one: a grid that was voted, a decree. */
export type Prepared = AgreementRow | { missing: 'grid' | 'decree' }

/** Begins the agreement of an authority that has none, with the whole offer; the one it has otherwise. */
export async function prepare(tx: Write, authority: Authority, startsOn: Day): Promise<Prepared> {
  const last = (await agreements(tx, authority.id)).at(-1)
  if (last !== undefined) return last
  const grid = (await gridRows(tx)).at(-1)
  if (grid === undefined) return { missing: 'grid' }
  const population = await decreed(tx, authority)
  if (population === undefined) return { missing: 'decree' }
  const terms = { ...usualTerms(startsOn), offer: 'full', opens: [], discount: null } as const
  return agreement(tx, await begin(tx, { ...terms, authorityId: authority.id, gridId: grid.id, population }))
}
