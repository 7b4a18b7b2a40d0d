// What happens to an agreement and its amendments: votes, signatures, notification, amendment, denunciation. A table says what may follow.
import type { Write } from '#platform/db/db.ts'
import { BadInput, Conflict, NotFound } from '#platform/errors.ts'
import { longDate } from '#platform/ui/french.ts'
import { addDays, type Day } from '#territory'
import type { Offer } from '../price/grid.ts'
import { type Deed, denouncedTo, type DeedState, holdsOn, span } from '../life/life.ts'
import { type AgreementEvent, note } from './events.ts'
import {
  type AgreementRow,
  deleteDeed,
  insertDeed,
  insertStep,
  setNotified,
  setState,
  setStopped,
  type Side,
  type StepRow,
  stepRows,
} from './queries.ts'
import { openAll } from './openings.ts'
import { holdAgreement, todayOf } from './write.ts'

const SIDES: readonly Side[] = ['commune', 'metropolis']

interface DeedAct {
  /** States in which it may be noted. */
  readonly from: readonly DeedState[]
  readonly becomes: DeedState
  /** Must each side do it? */
  readonly bySide: boolean
  /** What must be noted before, on both sides where both do it. */
  readonly after: 'voted' | 'signed' | null
  /** Does the deed become so when the first side has done it, or when both have? A vote holds the text at once. */
  readonly atOnce: boolean
  readonly event: AgreementEvent
  /** Said when it comes too early. */
  readonly early: string
}

export const DEED_ACTS = {
  voted: {
    from: ['draft', 'voted'],
    becomes: 'voted',
    bySide: true,
    after: null,
    atOnce: true,
    event: 'agreement.voted',
    early: '',
  },
  signed: {
    from: ['voted'],
    becomes: 'signed',
    bySide: true,
    after: 'voted',
    atOnce: false,
    event: 'agreement.signed',
    early: 'Les deux assemblées votent avant que l’on signe.',
  },
  notified: {
    from: ['signed'],
    becomes: 'notified',
    bySide: false,
    after: 'signed',
    atOnce: true,
    event: 'agreement.notified',
    early: 'Les deux exécutifs signent avant que l’on notifie.',
  },
} as const satisfies Record<string, DeedAct>
export type DeedActName = keyof typeof DEED_ACTS
export const isDeedAct = (name: string): name is DeedActName => Object.hasOwn(DEED_ACTS, name)

/** What is noted of an act. */
export interface Noted {
  rank: number
  act: DeedActName
  side: Side | null
  onDay: Day
  reference: string
}

const doneBy = (steps: readonly StepRow[], rank: number, kind: string): readonly StepRow[] =>
  steps.filter((step) => step.rank === rank && step.kind === kind)

/** Is it done by whoever must? */
const isDone = (steps: readonly StepRow[], rank: number, act: DeedActName): boolean =>
  doneBy(steps, rank, act).length === (DEED_ACTS[act].bySide ? SIDES.length : 1)

/** The next thing to note of a deed; null when all is. */
export function nextAct(
  deed: Deed,
  steps: readonly StepRow[],
): { act: DeedActName; sides: readonly Side[] } | null {
  for (const act of ['voted', 'signed', 'notified'] as const) {
    if (isDone(steps, deed.rank, act)) continue
    const done = doneBy(steps, deed.rank, act).map(({ side }) => side)
    return { act, sides: DEED_ACTS[act].bySide ? SIDES.filter((side) => !done.includes(side)) : [] }
  }
  return null
}

function deedOf({ deeds }: AgreementRow, rank: number): Deed {
  const deed = deeds.find((one) => one.rank === rank)
  if (deed === undefined) throw new NotFound('Cette convention n’a pas cet avenant.')
  return deed
}

const UNSIDED = 'Dites de qui vient cet acte.'
const wrong = (field: string, message: string) => new BadInput([{ field, message }])

function refuseNoted(steps: readonly StepRow[], deed: Deed, noted: Noted, today: Day): void {
  const { act, side, onDay } = noted
  const { from, after, bySide, early }: DeedAct = DEED_ACTS[act]
  if (bySide !== (side !== null)) throw wrong('side', UNSIDED)
  if (doneBy(steps, deed.rank, act).some((step) => step.side === side))
    throw new Conflict('Cet acte est déjà noté.')
  if (after !== null && !isDone(steps, deed.rank, after)) throw new Conflict(early)
  if (!from.includes(deed.state)) throw new Conflict('Cet acte ne suit pas ce qui est déjà noté.')
  if (onDay > today) throw wrong('onDay', 'Ce jour n’est pas encore venu\u00a0: notez ce qui a eu lieu.')
  const before =
    after === null ? undefined : doneBy(steps, deed.rank, after).findLast((step) => step.onDay > onDay)
  if (before !== undefined)
    throw wrong('onDay', `Ce jour vient avant ce qui précède, noté le ${longDate(before.onDay)}.`)
  if (act === 'notified' && deed.rank > 0 && onDay >= deed.startsOn)
    throw wrong(
      'onDay',
      `Cet avenant prend effet le ${longDate(deed.startsOn)}\u00a0: notifié ce jour-là ou plus tard, il ne vaut rien. Faites voter un autre avenant.`,
    )
}

/** Notes an act. @returns the id of the step, which holds its documents */
export async function noteAct(tx: Write, id: number, version: number, noted: Noted): Promise<number> {
  const row = await holdAgreement(tx, id, version)
  const { rank, act, side, onDay, reference } = noted
  const deed = deedOf(row, rank)
  const steps = await stepRows(tx, id)
  refuseNoted(steps, deed, noted, await todayOf(tx))
  if (act === 'voted' && reference === '') throw wrong('reference', 'Écrivez le numéro de la délibération.')
  const { becomes, bySide, atOnce, event } = DEED_ACTS[act]
  const isLast = !bySide || doneBy(steps, rank, act).length === SIDES.length - 1
  if ((atOnce || isLast) && deed.state !== becomes) await setState(tx, id, rank, becomes)
  if (act === 'notified' && rank === 0) await setNotified(tx, id, onDay)
  const eventId = await note(tx, id, event, { rank, side, on: onDay, reference })
  if (act === 'notified') await openAll(tx, id)
  return insertStep(tx, { agreementId: id, rank, kind: act, side, onDay, reference, eventId })
}

/** What an amendment changes. */
export interface Amended {
  startsOn: Day
  offer: Offer
  gridId: number
  opens: readonly string[]
}

/** The deed that an amendment would follow. @throws Conflict, BadInput when it would not be one */
export function amendable(row: AgreementRow, { startsOn, offer, gridId, opens }: Amended, today: Day): Deed {
  const last = row.deeds.at(-1)
  const held = span(row)
  if (held === null || last === undefined)
    throw new Conflict(
      'Un avenant change une convention notifiée\u00a0: celle-ci se corrige encore elle-même, ou n’a plus cours.',
    )
  if (last.state !== 'notified')
    throw new Conflict('Un avenant est déjà en préparation\u00a0: menez-le à son terme, ou renoncez-y.')
  if (startsOn <= today) throw wrong('startsOn', 'Un avenant prend effet après aujourd’hui.')
  if (startsOn <= held.from || startsOn > held.to)
    throw wrong(
      'startsOn',
      `Un avenant prend effet pendant la convention, du ${longDate(addDays(held.from, 1))} au ${longDate(held.to)}\u00a0: il ne la prolonge pas.`,
    )
  if (last.rank > 0 && startsOn <= last.startsOn)
    throw wrong(
      'startsOn',
      `Un autre avenant prend effet le ${longDate(last.startsOn)}\u00a0: celui-ci vient après.`,
    )
  const isAsBefore =
    last.offer === offer &&
    last.gridId === gridId &&
    new Set(last.opens).symmetricDifference(new Set(opens)).size === 0
  if (isAsBefore) throw wrong('offer', 'Cet avenant ne change rien.')
  return last
}

/** Writes an amendment, to be voted in its turn. @returns its rank */
export async function amend(tx: Write, id: number, version: number, amended: Amended): Promise<number> {
  const row = await holdAgreement(tx, id, version)
  const last = amendable(row, amended, await todayOf(tx))
  const { startsOn, offer, gridId, opens } = amended
  const rank = last.rank + 1
  await insertDeed(tx, id, { rank, state: 'draft', startsOn, offer, gridId, opens })
  await note(tx, id, 'agreement.amended', { rank, startsOn, offer, gridId, opens })
  return rank
}

/** Gives up an amendment that nobody has voted. */
export async function giveUpAmendment(tx: Write, id: number, rank: number): Promise<void> {
  const row = await holdAgreement(tx, id)
  if (rank === 0 || deedOf(row, rank).state !== 'draft')
    throw new Conflict('Cet avenant a été voté\u00a0: il ne s’efface plus.')
  await deleteDeed(tx, id, rank)
  await note(tx, id, 'agreement.given_up', { rank })
}

/** A letter that denounces. */
export interface Denounced {
  side: Side | null
  onDay: Day
  reference: string
}

/** The last day to which it would lead. @throws Conflict, BadInput when it would denounce nothing */
export function denounceable(row: AgreementRow, { side, onDay }: Denounced, today: Day): Day {
  if (row.stopped !== null || !holdsOn(row, today))
    throw new Conflict('On ne dénonce qu’une convention en vigueur, une seule fois.')
  if (side === null) throw wrong('side', UNSIDED)
  if (onDay > today)
    throw wrong('onDay', 'Ce jour n’est pas encore venu\u00a0: notez le jour où la lettre a été reçue.')
  if (onDay < (span(row)?.from ?? today)) throw wrong('onDay', 'La convention n’avait pas encore pris effet.')
  const last = denouncedTo(row, onDay)
  if (last < today)
    throw wrong('onDay', `Cette dénonciation aurait pris effet le ${longDate(last)}\u00a0: vérifiez le jour.`)
  return last
}

/** Notes a denunciation. @returns the last day of the agreement */
export async function denounce(tx: Write, id: number, version: number, denounced: Denounced): Promise<Day> {
  const row = await holdAgreement(tx, id, version)
  const last = denounceable(row, denounced, await todayOf(tx))
  const { side, onDay, reference } = denounced
  await setStopped(tx, id, { on: last, why: 'denounced' })
  await openAll(tx, id)
  const eventId = await note(tx, id, 'agreement.denounced', { side, on: onDay, reference, last })
  await insertStep(tx, { agreementId: id, rank: 0, kind: 'denounced', side, onDay, reference, eventId })
  return last
}
