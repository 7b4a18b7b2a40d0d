// A correspondent is named, accepts, is validated by the direction, hands over. Each is told on it.
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, Conflict, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { type Day, localDay, territory } from '#territory'
import {
  type Card,
  colleaguesOf,
  type Correspondent,
  deleteOne,
  heldOne,
  insertOne,
  insertSheet,
  oneOf,
  type SaidOfSheet,
  setAgreed,
  setApproved,
  setCard,
  setDoubt,
  setUntil,
  sheetsOf,
  type Sides,
  sidesOf,
} from './queries.ts'

/** Subject of its events. */
export const CORRESPONDENT = 'correspondent'

export const TOLD: Readonly<Record<string, string>> = {
  'correspondent.proposed': 'Pressenti',
  'correspondent.agreed': 'Fiche mission validée par le correspondant',
  'correspondent.doubted': 'Un point à éclaircir',
  'correspondent.approved': 'Fiche mission validée par la direction',
  'correspondent.ended': 'La main est passée',
}

const tell = (tx: Write, name: string, subjectId: number, payload: Record<string, unknown> = {}) =>
  emit(tx, {
    name,
    subjectKind: CORRESPONDENT,
    subjectId,
    payload,
    isFirst: name === 'correspondent.proposed',
  })

const TWICE: Refusals = {
  correspondent_once: {
    field: 'person',
    message: 'Cette personne est déjà correspondante de cette direction.',
  },
}

const isId = (id: number): boolean => Number.isSafeInteger(id) && id > 0 && id < 2 ** 31

/** @throws NotFound for what is not in sight of whoever reads */
export async function correspondentOf(tx: Read, id: number): Promise<Correspondent> {
  const found = isId(id) ? await oneOf(tx, id) : undefined
  if (found === undefined)
    throw new NotFound('Ce correspondant n’est pas de votre ressort, ou ne l’est plus.')
  return found
}

/** Held, for whoever is that to it. @throws NotFound */
async function heldAs(tx: Write, id: number, side: keyof Sides): Promise<Correspondent> {
  const held = isId(id) ? await heldOne(tx, id) : undefined
  if (held === undefined || !(await sidesOf(tx, id))[side]) throw new NotFound()
  return held
}

/** Words the mission sheet again; what was validated stays what was read. @returns the id of the wording */
export const wordSheet = (tx: Write, authorityId: number, said: SaidOfSheet): Promise<number> =>
  insertSheet(tx, authorityId, said)

export interface Named {
  unitId: number
  personId: number
  since: Day
  followsId?: number | null
}

/** @returns its id. @throws BadInput beside a field */
export async function nameCorrespondent(tx: Write, { followsId = null, ...said }: Named): Promise<number> {
  const { authorityId } = (await territory(tx)).unit(said.unitId)
  const [sheet] = await sheetsOf(tx, authorityId)
  if (sheet === undefined)
    throw new BadInput([{ field: '', message: 'Écrivez d’abord la fiche mission de votre collectivité.' }])
  if (!(await colleaguesOf(tx, authorityId)).some(({ personId }) => personId === said.personId))
    throw new BadInput([{ field: 'person', message: 'Choisissez une personne de la liste.' }])
  const id = await inWords(insertOne(tx, { ...said, followsId, sheetId: sheet.id }), TWICE)
  await tell(tx, 'correspondent.proposed', id)
  return id
}

const DONE = 'Cette fiche a changé depuis\u00a0: relisez où elle en est.'

/** By the correspondent, in their own name. @throws NotFound; Conflict */
export async function agree(tx: Write, id: number): Promise<void> {
  const { agreedAt, until } = await heldAs(tx, id, 'isOwn')
  if (agreedAt !== null || until !== null) throw new Conflict(DONE)
  await setAgreed(tx, id)
  await tell(tx, 'correspondent.agreed', id)
}

/** By whoever heads the unit, once the correspondent has. @throws NotFound; Conflict */
export async function approve(tx: Write, id: number): Promise<void> {
  const { agreedAt, approvedAt, until } = await heldAs(tx, id, 'isHead')
  if (agreedAt === null || approvedAt !== null || until !== null) throw new Conflict(DONE)
  await setApproved(tx, id)
  await tell(tx, 'correspondent.approved', id)
}

/** What one wants to speak of before they validate: to whoever animates the network. @throws NotFound; Conflict */
export async function doubt(tx: Write, id: number, word: string): Promise<void> {
  const { agreedAt, approvedAt, until } = await correspondentOf(tx, id)
  await heldAs(tx, id, agreedAt === null ? 'isOwn' : 'isHead')
  if (approvedAt !== null || until !== null) throw new Conflict(DONE)
  await setDoubt(tx, id, word)
  await tell(tx, 'correspondent.doubted', id)
}

/** The identification sheet. @throws NotFound; Conflict */
export async function fillCard(tx: Write, id: number, said: Card): Promise<void> {
  const { until } = await heldAs(tx, id, 'isOwn')
  if (until !== null) throw new Conflict(DONE)
  await setCard(tx, id, said)
}

/** Nobody had validated it. @throws NotFound; Conflict */
export async function withdraw(tx: Write, id: number): Promise<void> {
  const { agreedAt } = await heldAs(tx, id, 'isKeeper')
  if (agreedAt !== null) throw new Conflict(DONE)
  await deleteOne(tx, id)
}

/** Ends on that day; whoever takes it over is named for the next. @returns the id of the successor's; null without one. @throws BadInput; NotFound; Conflict */
export async function handOver(
  tx: Write,
  id: number,
  { until, successorId }: { until: Day; successorId: number | null },
): Promise<number | null> {
  const { unitId, personId, since, until: ended } = await heldAs(tx, id, 'isKeeper')
  if (ended !== null) throw new Conflict(DONE)
  if (until < since)
    throw new BadInput([{ field: 'until', message: 'Ce jour vient avant le début de la mission.' }])
  if (successorId === personId)
    throw new BadInput([{ field: 'person', message: 'Choisissez quelqu’un d’autre.' }])
  await setUntil(tx, id, until)
  await tell(tx, 'correspondent.ended', id)
  if (successorId === null) return null
  const today = localDay(tx.now, (await territory(tx)).zone)
  return nameCorrespondent(tx, {
    ...{ unitId, personId: successorId, followsId: id },
    since: until < today ? today : until,
  })
}
