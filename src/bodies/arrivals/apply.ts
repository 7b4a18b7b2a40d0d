// What an import changes of a council is done by the verbs of the screens, all of it or nothing, and told as they are; then undone. What
// somebody wrote meanwhile is never written over: a council that is no more as it was read, a row that is no more as it was written.
import { isDeepStrictEqual } from 'node:util'
import { of } from '#platform/french/noun.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { isSameWords } from '#platform/plain-words.ts'
import { addDays, areaNoun, territory, todayThere } from '#territory'
import { type Kind, postText } from '../record/kinds.ts'
import {
  beginTerm,
  bodyOf,
  changeSeat,
  changeTerm,
  foundBody,
  giveSeat,
  seatOf,
  termOf,
  type Who,
  withdrawBody,
  withdrawSeat,
  withdrawTerm,
} from '../record/write.ts'
import { type Days, membersOf, termsOf } from '../record/queries.ts'
import { holdBody, type SaidOfSeat } from '../record/queries.write.ts'
import { type Change, type Council, markOf } from './differences.ts'
import { councilsOf, giverOf, type Made, type RegisterImport, seatsGiven } from './queries.ts'
import { changeText } from './words.ts'

interface At {
  bodyId: number
  termId: number
}

/** The import that changes it, with what it read. */
type By = Pick<RegisterImport, 'marks'> & { importId: number }

async function foundCouncil(tx: Write, authorityId: number, days: Days): Promise<At> {
  const place = await territory(tx)
  const authority = place.authority(authorityId)
  const area = place.area(authority.code)
  const [kind, name]: [Kind, string] =
    authority.level === 'metropolis'
      ? ['metropolitan', 'Conseil de la métropole']
      : ['municipal', `Conseil municipal ${area === undefined ? authority.name : of(areaNoun(area))}`]
  const bodyId = await foundBody(tx, { authorityId, kind, name }, days)
  const [term] = await termsOf(tx, bodyId)
  if (term === undefined) throw new NotFound()
  return { bodyId, termId: term.id }
}

/** The council of that authority; undefined when it has none. */
const councilOf = async (tx: Read, authorityId: number): Promise<Council | undefined> =>
  (await councilsOf(tx, [authorityId]))[0]

/** The council of that authority, held as it was read. @throws BadInput when it is otherwise now */
async function asRead(tx: Write, authorityId: number, { marks }: By): Promise<Council> {
  const { bodyId } = (await councilOf(tx, authorityId)) ?? {}
  if (typeof bodyId === 'number') await holdBody(tx, bodyId)
  const council = await councilOf(tx, authorityId)
  if (council !== undefined && markOf(council) === marks[authorityId]) return council
  const { name } = (await territory(tx)).authority(authorityId)
  throw new BadInput(`${name}, changé depuis que ce fichier a été lu. Choisissez le fichier de nouveau.`)
}

/** The term in which the rest is done: that of today, or one that begins. */
async function termFor(tx: Write, first: Change, by: By): Promise<Made> {
  const { bodyId, term } = await asRead(tx, first.authorityId, by)
  const made = { isFounded: false, begun: null, closed: null, left: [], given: [] }
  if (first.do === 'found') {
    const days = { from: first.from, to: null }
    return { ...made, ...(await foundCouncil(tx, first.authorityId, days)), isFounded: true, begun: days }
  }
  if (bodyId === null) throw new BadInput('Le conseil n’existe pas.')
  if (first.do === 'begin') {
    const days = { from: first.from, to: null }
    const closed = term && (await closeTerm(tx, bodyId, term, addDays(first.from, -1)))
    return { ...made, bodyId, termId: await beginTerm(tx, bodyId, days), begun: days, closed }
  }
  if (term === null) throw new BadInput('Aucune mandature n’est en cours.')
  return { ...made, bodyId, termId: term.id }
}

async function closeTerm(tx: Write, bodyId: number, { id, from, to }: Days & { id: number }, last: string) {
  const after = { from, to: last }
  await changeTerm(tx, bodyId, id, after)
  return { id, before: { from, to }, after }
}

const saidOf = ({ post, rank, delegation, standsFor, from, to }: SaidOfSeat): SaidOfSeat => ({
  ...{ post, rank, delegation, standsFor, from, to },
})

/** Their seat ends yesterday; begun today, it never was. */
async function leave(tx: Write, at: At, seatId: number): Promise<Made['left'][number]> {
  const seat = await seatOf(tx, at.termId, seatId)
  const { name, memberId } = seat
  const importId = await giverOf(tx, seatId)
  const said = saidOf(seat)
  const before = importId === undefined ? said : { ...said, importId }
  const today = await todayThere(tx)
  if (said.from >= today) {
    await withdrawSeat(tx, { ...at, seatId })
    return { seatId, memberId, before, after: null }
  }
  const after = { ...said, to: addDays(today, -1) }
  await changeSeat(tx, { ...at, seatId }, { ...after, name })
  return { seatId, memberId, before, after }
}

async function take(
  tx: Write,
  { bodyId, termId, left }: Made,
  change: Extract<Change, { do: 'change' | 'give' }>,
  importId: number,
): Promise<Made['given'][number]> {
  const { authorityId, name, post, rank, delegation } = change
  const seat = change.do === 'change' ? left.find(({ seatId }) => seatId === change.seatId) : undefined
  const from = (change.do === 'give' ? change.from : null) ?? (await todayThere(tx))
  const said = { post, rank, delegation, standsFor: null, from, to: seat?.before.to ?? null }
  const who = seat ?? (await memberNamed(tx, authorityId, name))
  const seatId = await giveSeat(tx, bodyId, termId, who, { ...said, importId })
  return { memberId: (await seatOf(tx, termId, seatId)).memberId, said }
}

async function memberNamed(tx: Write, authorityId: number, name: string): Promise<Who> {
  const known = (await membersOf(tx, authorityId)).filter((member) => isSameWords(member.name, name))
  const [only] = known.length === 1 ? known : []
  return only === undefined ? { name } : { memberId: only.id }
}

/** Says of whom it is what was refused. */
async function about<T>(change: Change, done: Promise<T>): Promise<T> {
  try {
    return await done
  } catch (error) {
    if (!(error instanceof BadInput || error instanceof NotFound)) throw error
    throw new BadInput(`${changeText(change)}\u00a0: ${error.message}`)
  }
}

/** The changes of one council: every post is left before any is taken. @throws BadInput */
export async function applyChanges(tx: Write, changes: readonly Change[], by: By): Promise<Made> {
  const [first] = changes
  if (first === undefined) throw new NotFound()
  const made = await termFor(tx, first, by)
  for (const change of changes)
    if (change.do === 'end' || change.do === 'change')
      made.left.push(await about(change, leave(tx, made, change.seatId)))
  for (const change of changes)
    if (change.do === 'give' || change.do === 'change')
      made.given.push(await about(change, take(tx, made, change, by.importId)))
  return made
}

/** What is no longer there is as it should be. */
async function unlessGone(done: Promise<unknown>): Promise<void> {
  try {
    await done
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
  }
}

const BY_HAND =
  'changé depuis cet import\u00a0: remettez-le comme l’import l’avait écrit, ou corrigez à la main.'

/** @throws BadInput for a seat that is not as the import wrote it */
function checkSeat(seat: SaidOfSeat & { name: string }, written: SaidOfSeat | undefined): void {
  if (written === undefined || !isDeepStrictEqual(saidOf(seat), saidOf(written)))
    throw new BadInput(`${seat.name}, ${postText(seat.post, seat.rank)}\u00a0: ce siège a ${BY_HAND}`)
}

/** @throws BadInput for a term that is not as the import wrote it */
async function checkTerm(tx: Write, bodyId: number, termId: number, written: Days): Promise<void> {
  const body = await bodyOf(tx, bodyId)
  const { from, to } = await termOf(tx, body, termId)
  if (!isDeepStrictEqual({ from, to }, written))
    throw new BadInput(`${body.name}\u00a0: une mandature a ${BY_HAND}`)
}

async function withdrawGiven(tx: Write, { bodyId, termId, given }: Made, seatId: number): Promise<void> {
  const seat = await seatOf(tx, termId, seatId)
  checkSeat(seat, given.find(({ memberId }) => memberId === seat.memberId)?.said)
  await withdrawSeat(tx, { bodyId, termId, seatId })
}

async function giveBack(tx: Write, at: At, left: Made['left'][number]): Promise<void> {
  const { seatId, memberId, before, after } = left
  if (after === null) return void (await giveSeat(tx, at.bodyId, at.termId, { memberId }, before))
  const seat = await seatOf(tx, at.termId, seatId)
  checkSeat(seat, after)
  await changeSeat(tx, { ...at, seatId }, { ...before, name: seat.name })
}

/** The term goes, with the council that was made for it, and the one before it goes on. */
async function takeBackTerm(tx: Write, { bodyId, termId, isFounded, begun, closed }: Made): Promise<void> {
  if (begun === null) return
  await checkTerm(tx, bodyId, termId, begun)
  await withdrawTerm(tx, bodyId, termId)
  // One to which somebody gave another term stays.
  if (isFounded && (await termsOf(tx, bodyId)).length === 0) await withdrawBody(tx, bodyId)
  if (closed === null) return
  await checkTerm(tx, bodyId, closed.id, closed.after)
  await changeTerm(tx, bodyId, closed.id, closed.before)
}

/** Takes back what the changes of a council made, all of it. @throws BadInput */
export async function takeBack(tx: Write, made: Made, importId: number): Promise<void> {
  await holdBody(tx, made.bodyId)
  for (const seatId of await seatsGiven(tx, importId, made.termId))
    await unlessGone(withdrawGiven(tx, made, seatId))
  for (const seat of made.left.toReversed()) await unlessGone(giveBack(tx, made, seat))
  await unlessGone(takeBackTerm(tx, made))
}
