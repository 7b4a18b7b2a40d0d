// An agent leaves an authority: their posts there end on a day, at once and as one; what they have in charge follows on that day
// (src/organisation), and all of it is undone as one until a month after.
import type { Write } from '#platform/db/db.ts'
import { inWords } from '#platform/db/in-words.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { keepers } from './govern.ts'
import { type Departure, departureOf, leaveRow, undoLeavingRow } from './queries.departure.ts'
import { agentLine } from './queries.governed.ts'
import { FULL, NO_PLACE } from './places.ts'

const REFUSALS: Readonly<Record<string, FieldProblem>> = {
  '23001': {
    field: 'last',
    message:
      'C’est la dernière personne qui administre cette collectivité. Donnez d’abord ce rôle à quelqu’un d’autre.',
  },
  '22023': { field: 'last', message: 'Choisissez aujourd’hui, hier ou un jour à venir.' },
  '23514': {
    field: 'taker',
    message:
      'Cette personne ne travaille pas dans la collectivité le lendemain\u00a0: choisissez quelqu’un d’autre.',
  },
  '23505': { field: 'last', message: 'Le départ de cette personne est déjà prévu.' },
}

/** @throws NotFound when it is none of their agents; BadInput on `last` */
export async function depart(
  tx: Write,
  leaving: Pick<Departure, 'personId' | 'authorityId' | 'lastDay' | 'takers'>,
): Promise<number> {
  const takers = Object.values(leaving.takers).filter((taker) => taker !== null)
  for (const personId of [leaving.personId, ...takers])
    if ((await agentLine(tx, keepers, personId)) === undefined) throw new NotFound()
  if (takers.includes(leaving.personId))
    throw new BadInput([
      { field: 'taker', message: 'Choisissez quelqu’un d’autre que la personne qui part.' },
    ])
  const id = await inWords(leaveRow(tx, leaving), REFUSALS)
  await tell(tx, 'departure.set', id, leaving)
  return id
}

const tell = (
  tx: Write,
  name: 'departure.set' | 'departure.undone',
  subjectId: number,
  { personId, authorityId, lastDay }: Pick<Departure, 'personId' | 'authorityId' | 'lastDay'>,
): Promise<number> =>
  emit(tx, { name, subjectKind: 'departure', subjectId, payload: { personId, authorityId, to: lastDay } })

/** Nobody leaves any more: posts stand as before, and what changed hands is given back. @throws NotFound, BadInput when it is too old */
export async function undoDeparture(tx: Write, personId: number, authorityId: number): Promise<void> {
  const standing =
    (await agentLine(tx, keepers, personId)) === undefined
      ? undefined
      : await departureOf(tx, personId, authorityId)
  if (standing === undefined) throw new NotFound()
  await inWords(undoLeavingRow(tx, standing.id), {
    [FULL]: { field: '', message: NO_PLACE },
    '22023': { field: '', message: 'Ce départ a plus de trente jours\u00a0: il ne s’annule plus.' },
    '23P01': {
      field: '',
      message:
        'Une de ses fonctions a été redonnée depuis\u00a0: terminez-la d’abord, puis annulez le départ.',
    },
  })
  await tell(tx, 'departure.undone', standing.id, standing)
}
