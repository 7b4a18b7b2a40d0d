// Communes that become one: their agreements stop, that of the new commune goes on, in one act.
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { the } from '#platform/french/noun.ts'
import { addDays, authorityNoun, type Day, type Territory, territory } from '#territory'
import { mergerFault, successionOf } from '../life/merger.ts'
import { yearOf } from '../life/life.ts'
import { note } from './events.ts'
import { type Book, bookOf, type Costed, withPopulation } from './lines.ts'
import {
  type AgreementRow,
  insertAgreement,
  insertStep,
  setNotified,
  setState,
  setStopped,
} from './queries.ts'
import { openAll } from './openings.ts'
import {
  agreement,
  agreements,
  holdAgreement,
  knownPopulation,
  populationOf,
  type SaidPopulation,
} from './write.ts'

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

/** Each once, always in one order: those who merge at once wait for each other. */
const inOrder = ({ ids }: Merger): number[] => [...new Set(ids)].toSorted((one, other) => one - other)

const named = (place: Territory) => (row: AgreementRow) => ({
  name: the(authorityNoun(place.authority(row.authorityId))),
  life: row,
})

/** What the new commune takes over. @throws BadInput when these may not become one */
async function successor(tx: Read, rows: readonly AgreementRow[], { authorityId, onDay }: Merger) {
  const merged = new Set(rows.map(({ id }) => id))
  const others = (await agreements(tx, authorityId)).filter(({ id }) => !merged.has(id))
  const place = await territory(tx)
  const merging = rows.map(named(place))
  const fault = mergerFault(merging, others.map(named(place)), onDay)
  if (fault !== null) throw new BadInput([{ field: 'ids', message: fault }])
  return { ...successionOf(merging, onDay), seats: rows.reduce((sum, row) => sum + row.seats, 0) }
}
type Successor = Awaited<ReturnType<typeof successor>>

/** What a merger would make: each agreement as it is and as it would end, and the one that would go on. */
export interface TriedMerger {
  before: readonly AgreementRow[]
  ended: readonly AgreementRow[]
  begun: Costed & Successor
  /** What they are priced by, the population of the new commune included. */
  book: Book
}

/** The same as `merge`, and nothing is written. @throws as it does */
export async function tryMerger(tx: Read, merger: Merger): Promise<TriedMerger> {
  const { authorityId, onDay, population: said } = merger
  const before: AgreementRow[] = []
  for (const id of inOrder(merger)) before.push(await agreement(tx, id))
  const terms = await successor(tx, before, merger)
  const whole = { ...said, since: onDay }
  const known = await knownPopulation(tx, authorityId, whole)
  const population = known ?? { ...whole, authorityId, id: 0 }
  const book = await bookOf(tx)
  const eve = addDays(onDay, -1)
  return {
    before,
    ended: before.map((row) => ({ ...row, stoppedOn: eve, stopped: 'merged' })),
    begun: {
      ...terms,
      authorityId,
      population,
      periods: [],
      discountYear: null,
      discountPercent: null,
      notifiedOn: eve,
      stoppedOn: null,
      stopped: null,
      deeds: [{ ...terms, rank: 0, state: 'notified' }],
    },
    book: known === undefined ? withPopulation(book, population) : book,
  }
}

/** Makes them one. @returns the id of the agreement of the new commune */
export async function merge(tx: Write, merger: Merger): Promise<number> {
  const { onDay, reference } = merger
  const rows: AgreementRow[] = []
  for (const id of inOrder(merger)) rows.push(await holdAgreement(tx, id))
  const terms = await successor(tx, rows, merger)
  const eve = addDays(onDay, -1)
  for (const { id } of rows) await setStopped(tx, id, { on: eve, why: 'merged' })
  const id = await succeed(tx, terms, merger)
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
  terms: Successor,
  { authorityId, population, onDay }: Merger,
): Promise<number> {
  const populationId = await populationOf(tx, authorityId, population, onDay)
  const { id, number } = await insertAgreement(
    tx,
    { ...terms, authorityId, populationId, discount: null },
    yearOf(onDay),
  )
  await note(tx, id, 'agreement.begun', { number })
  // It is a succession by law: what was voted and signed holds for the new commune.
  await setState(tx, id, 0, 'notified')
  await setNotified(tx, id, addDays(onDay, -1))
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
