// Who is away, and who takes their place: the stand-in holds the posts for these days (db/migrations/000449_stand_in.sql), sees what they
// open and hears what is told to them, as anybody of the unit does.
import type { Write } from '#platform/db/db.ts'
import { inWords } from '#platform/db/in-words.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { localDay, territory } from '#territory'
import { dayBefore, keepers } from './govern.ts'
import { type Absence, absenceById, beAbsentRow, endAbsenceRow } from './queries.absence.ts'
import { FULL, NO_PLACE } from './places.ts'
import { agentLine } from './queries.governed.ts'

const REFUSALS: Readonly<Record<string, FieldProblem>> = {
  [FULL]: { field: 'stand_in', message: NO_PLACE },
  '23P01': { field: 'from', message: 'Ces dates se chevauchent avec une absence déjà notée.' },
  '23001': {
    field: 'stand_in',
    message: 'Cette personne est absente elle aussi sur une partie de ces jours.',
  },
  '23514': { field: 'to', message: 'Le dernier jour est avant le premier.' },
}

export type NewAbsence = Omit<Absence, 'id' | 'standIn'>

/** @throws NotFound when it is none of their agents; BadInput on `from`, `to` or `stand_in` */
export async function setAbsent(tx: Write, away: NewAbsence): Promise<number> {
  const { personId, from, to, standInId } = away
  const today = localDay(tx.now, (await territory(tx)).zone)
  if (to < from) throw new BadInput([REFUSALS['23514'] as FieldProblem])
  if (to < today) throw new BadInput([{ field: 'to', message: 'Cette absence est déjà finie.' }])
  if (standInId === personId)
    throw new BadInput([
      { field: 'stand_in', message: 'Choisissez quelqu’un d’autre que la personne absente.' },
    ])
  if ((await agentLine(tx, keepers, personId)) === undefined) throw new NotFound()
  if (standInId !== null && (await agentLine(tx, keepers, standInId)) === undefined) throw new NotFound()
  const id = await inWords(beAbsentRow(tx, away), REFUSALS)
  await emit(tx, {
    name: 'absence.set',
    subjectKind: 'absence',
    subjectId: id,
    payload: told(away),
    isFirst: true,
  })
  return id
}

const told = ({ personId, standInId, from, to }: NewAbsence) => ({ personId, standInId, from, to })

/** Back today: yesterday was the last day; an absence to come never was. @throws NotFound */
export async function endAbsence(tx: Write, id: number): Promise<Absence> {
  const away = await absenceById(tx, id)
  if (away === undefined || (await agentLine(tx, keepers, away.personId)) === undefined) throw new NotFound()
  const yesterday = await dayBefore(tx)
  await emit(tx, {
    name: 'absence.ended',
    subjectKind: 'absence',
    subjectId: id,
    payload: { ...told(away), ended: yesterday },
  })
  await endAbsenceRow(tx, id, yesterday)
  return away
}
