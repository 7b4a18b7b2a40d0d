// What an agreement opens, written anew each time its life changes: dated rows, so that nothing has to be done on the day itself.
import type { Read, Write } from '#platform/db/db.ts'
import type { Feature } from '#platform/partnership/feature.ts'
import { type Opening, open } from '#settings'
import type { Offer } from '../price/grid.ts'
import { type Stretch, stretches } from '../life/life.ts'
import type { AgreementRow } from './queries.ts'
import { agreement } from './write.ts'

/** Features of each offer, by the names that their modules declare. Places of agents are the database's to count. */
export const OPENS: Readonly<Record<Offer, readonly string[]>> = {
  full: ['identity.sites', 'requests.desk'],
  restricted: ['identity.sites'],
}

/** What decides which features are open: the offer, and what is named beside it. */
export type Opens = Pick<Stretch, 'offer' | 'opens'>

const allOf = ({ offer, opens }: Opens): readonly string[] => [...OPENS[offer], ...opens]

/** What an authority that passes from one to the other sees move that day, feature by feature. */
export async function movesOf(
  tx: Read,
  features: readonly Feature[],
  { authorityId, from, to }: { authorityId: number; from: Opens; to: Opens },
): Promise<string[]> {
  const said: string[] = []
  for (const { id, moves } of features) {
    const opens = allOf(to).includes(id)
    if (opens !== allOf(from).includes(id)) said.push(...((await moves?.(tx, authorityId, opens)) ?? []))
  }
  return said
}

export const sourceOf = ({ id }: Pick<AgreementRow, 'id'>): string => `agreement:${id}`

/** From the life of an agreement: days of each feature, an offer after the other. */
const openingsOf = (row: AgreementRow): Opening[] =>
  stretches(row).flatMap(({ from, to, ...opens }) => allOf(opens).map((feature) => ({ feature, from, to })))

/** Opens what that agreement says now. */
export async function openAll(tx: Write, id: number): Promise<void> {
  const row = await agreement(tx, id)
  await open(tx, { source: sourceOf(row), authorityId: row.authorityId }, openingsOf(row))
}
