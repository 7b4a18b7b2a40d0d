// What an import changes of a council is done by the verbs of the screens, all of it or nothing, and told as they are; then undone.
import { of } from '#platform/french/noun.ts'
import type { Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { isSameWords } from '#platform/plain-words.ts'
import { addDays, areaNoun, localDay, territory } from '#territory'
import type { Kind } from '../record/kinds.ts'
import {
  beginTerm,
  changeSeat,
  changeTerm,
  foundBody,
  giveSeat,
  seatOf,
  type Who,
  withdrawBody,
  withdrawSeat,
  withdrawTerm,
} from '../record/write.ts'
import { membersOf } from '../record/queries.ts'
import type { Change, Council } from './differences.ts'
import { councilsOf, giverOf, type LeftSeat, type Made, seatsGiven } from './queries.ts'
import { changeText, whyOf } from './words.ts'

interface At {
  bodyId: number
  termId: number
}

async function foundCouncil(tx: Write, authorityId: number, from: string): Promise<void> {
  const place = await territory(tx)
  const authority = place.authority(authorityId)
  const area = place.area(authority.code)
  const [kind, name]: [Kind, string] =
    authority.level === 'metropolis'
      ? ['metropolitan', 'Conseil de la métropole']
      : ['municipal', `Conseil municipal ${area === undefined ? authority.name : of(areaNoun(area))}`]
  await foundBody(tx, { authorityId, kind, name }, { from, to: null })
}

/** The council of that authority as it stands now. @throws BadInput when it has none */
async function council(tx: Write, authorityId: number): Promise<Council & { bodyId: number }> {
  const [found] = await councilsOf(tx, [authorityId])
  if (found === undefined || found.bodyId === null)
    throw new BadInput([{ field: '', message: 'Le conseil n’existe pas.' }])
  return { ...found, bodyId: found.bodyId }
}

/** The term in which the rest is done: that of today, or one that begins. */
async function termFor(tx: Write, first: Change): Promise<NonNullable<Made>> {
  const { authorityId } = first
  if (first.do === 'found') await foundCouncil(tx, authorityId, first.from)
  const { bodyId, term } = await council(tx, authorityId)
  const made = { bodyId, isFounded: first.do === 'found', isBegun: false, closed: null, left: [] }
  if (first.do === 'begin') {
    if (term !== null) await changeTerm(tx, bodyId, term.id, { from: term.from, to: addDays(first.from, -1) })
    const termId = await beginTerm(tx, bodyId, { from: first.from, to: null })
    return { ...made, termId, isBegun: true, closed: term }
  }
  if (term === null) throw new BadInput([{ field: '', message: 'Aucune mandature n’est en cours.' }])
  return { ...made, termId: term.id }
}

const todayOf = (tx: Write): string => localDay(tx.now, 'UTC')

/** Their seat ends yesterday; begun today, it never was. */
async function leave(tx: Write, at: At, seatId: number): Promise<LeftSeat> {
  const { name, memberId, post, rank, delegation, standsFor, from, to } = await seatOf(tx, at.termId, seatId)
  const importId = await giverOf(tx, seatId)
  const said = { post, rank, delegation, standsFor, from, to }
  const before = importId === undefined ? said : { ...said, importId }
  const today = todayOf(tx)
  const isGone = from >= today
  await (isGone
    ? withdrawSeat(tx, { ...at, seatId })
    : changeSeat(tx, { ...at, seatId }, { ...before, name, to: addDays(today, -1) }))
  return { seatId, memberId, isGone, before }
}

async function take(
  tx: Write,
  { bodyId, termId, left }: NonNullable<Made>,
  change: Extract<Change, { do: 'change' | 'give' }>,
  importId: number,
): Promise<void> {
  const { authorityId, name, post, rank, delegation } = change
  const seat = change.do === 'change' ? left.find(({ seatId }) => seatId === change.seatId) : undefined
  const from = (change.do === 'give' ? change.from : null) ?? todayOf(tx)
  const said = { post, rank, delegation, standsFor: null, from, to: seat?.before.to ?? null, importId }
  const who = seat ?? (await memberNamed(tx, authorityId, name))
  await giveSeat(tx, bodyId, termId, who, said)
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
    throw new BadInput([{ field: '', message: `${changeText(change)}\u00a0: ${whyOf(error)}` }])
  }
}

/** The changes of one council: every post is left before any is taken. @throws BadInput */
export async function applyChanges(
  tx: Write,
  changes: readonly [Change, ...Change[]],
  importId: number,
): Promise<NonNullable<Made>> {
  const made = await termFor(tx, changes[0])
  for (const change of changes)
    if (change.do === 'end' || change.do === 'change')
      made.left.push(await about(change, leave(tx, made, change.seatId)))
  for (const change of changes)
    if (change.do === 'give' || change.do === 'change') await about(change, take(tx, made, change, importId))
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

async function giveBack(tx: Write, at: At, { seatId, memberId, isGone, before }: LeftSeat): Promise<void> {
  if (isGone) return void (await giveSeat(tx, at.bodyId, at.termId, { memberId }, before))
  const { name } = await seatOf(tx, at.termId, seatId)
  await changeSeat(tx, { ...at, seatId }, { ...before, name })
}

/** Takes back what the changes of a council made, all of it. @throws BadInput */
export async function takeBack(tx: Write, made: NonNullable<Made>, importId: number): Promise<void> {
  const { bodyId, termId, left, closed } = made
  for (const seatId of await seatsGiven(tx, importId, termId))
    await unlessGone(withdrawSeat(tx, { bodyId, termId, seatId }))
  for (const seat of left.toReversed()) await unlessGone(giveBack(tx, made, seat))
  if (made.isFounded) return unlessGone(withdrawBody(tx, bodyId))
  if (!made.isBegun) return
  await unlessGone(withdrawTerm(tx, bodyId, termId))
  if (closed !== null) await unlessGone(changeTerm(tx, bodyId, closed.id, closed))
}
