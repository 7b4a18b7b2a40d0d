// Where the steering stands, and what its address says: of whom, over which months.
import { one, type Values } from '#platform/http/route.ts'
import type { Read } from '#platform/db/db.ts'
import { localDay, territory } from '#territory'
import { type Period, periodOf } from './period.ts'
import { authoritiesInSight, type Within } from './queries.ts'

export const HERE = '/agents/pilotage'
export const READINGS = `${HERE}/lectures`

export interface AskedBoard {
  period: Period
  within: Within
  /** Those one may choose among. */
  choices: readonly { id: number; name: string }[]
}

/** What is asked: an authority that is not in sight is none. */
export async function askedBoard(tx: Read, query: Values): Promise<AskedBoard> {
  const place = await territory(tx)
  const ids = await authoritiesInSight(tx)
  const choices = place.authorities.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name }))
  const period = periodOf(one(query, 'periode'), localDay(tx.now, place.zone))
  const asked = Number(one(query, 'collectivite'))
  const authorityId = choices.some(({ id }) => id === asked) ? asked : null
  return { period, choices, within: { ...period, authorityId } }
}
