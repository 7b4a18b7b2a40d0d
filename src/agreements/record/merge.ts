// Communes that become one: their agreements stop, that of the new commune goes on, in one act.
import type { Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { the } from '#platform/french/noun.ts'
import { addDays, authorityNoun, type Day, type Territory, territory } from '#territory'
import { mergerFault, successionOf } from '../life/merger.ts'
import { yearOf } from '../life/life.ts'
import { note } from './events.ts'
import {
  type AgreementRow,
  insertAgreement,
  insertStep,
  setNotified,
  setState,
  setStopped,
} from './queries.ts'
import { openAll } from './openings.ts'
import { agreements, holdAgreement, populationOf, type SaidPopulation } from './write.ts'

export interface Merger {
  /** Agreements that become one. */
  ids: readonly number[]
  /** The new commune. */
  authorityId: number
  onDay: Day
  /** The order that creates it. */
  reference: string
  population: SaidPopulation
}

const named = (place: Territory) => (row: AgreementRow) => ({
  name: the(authorityNoun(place.authority(row.authorityId))),
  life: row,
})

/** Makes them one. @returns the id of the agreement of the new commune */
export async function merge(
  tx: Write,
  { ids, authorityId, onDay, reference, population }: Merger,
): Promise<number> {
  const rows: AgreementRow[] = []
  for (const id of [...new Set(ids)].toSorted((one, other) => one - other))
    rows.push(await holdAgreement(tx, id))
  const others = (await agreements(tx, authorityId)).filter(({ id }) => !ids.includes(id))
  const place = await territory(tx)
  const merging = rows.map(named(place))
  const fault = mergerFault(merging, others.map(named(place)), onDay)
  if (fault !== null) throw new BadInput([{ field: 'ids', message: fault }])
  const eve = addDays(onDay, -1)
  for (const { id } of rows) await setStopped(tx, id, { on: eve, why: 'merged' })
  const id = await succeed(tx, rows, { authorityId, population, terms: successionOf(merging, onDay) }, eve)
  for (const row of rows) {
    await setStopped(tx, row.id, { on: eve, why: 'merged', by: id })
    await openAll(tx, row.id)
    await noteMerger(tx, row.id, { onDay, reference, into: id })
  }
  await openAll(tx, id)
  await noteMerger(tx, id, { onDay, reference, from: rows.map(({ number }) => number) })
  return id
}

async function succeed(
  tx: Write,
  rows: readonly AgreementRow[],
  said: { authorityId: number; population: SaidPopulation; terms: ReturnType<typeof successionOf> },
  eve: Day,
): Promise<number> {
  const { authorityId, population, terms } = said
  const populationId = await populationOf(tx, authorityId, population)
  const seats = rows.reduce((sum, row) => sum + row.seats, 0)
  const { id, number } = await insertAgreement(
    tx,
    { ...terms, authorityId, populationId, seats, discount: null },
    yearOf(terms.startsOn),
  )
  await note(tx, id, 'agreement.begun', { number })
  // It is a succession by law: what was voted and signed holds for the new commune.
  await setState(tx, id, 0, 'notified')
  await setNotified(tx, id, eve)
  return id
}

async function noteMerger(
  tx: Write,
  id: number,
  { onDay, reference, ...more }: { onDay: Day; reference: string; into?: number; from?: readonly string[] },
): Promise<void> {
  const eventId = await note(tx, id, 'agreement.merged', { on: onDay, reference, ...more })
  await insertStep(tx, { agreementId: id, rank: 0, kind: 'merged', side: null, onDay, reference, eventId })
}
