// Bodies, their terms and who sits there are made, changed and ended by whoever keeps them; each act is told on the body. What would
// overlap is refused by PostgreSQL, and said beside the field.
import type { Read, Write } from '#platform/db/db.ts'
import { type Refusals, inWords } from '#platform/db/in-words.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { isSameWords } from '#platform/plain-words.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { takeBackUnseated } from '#signin'
import { lastWriter } from '#territory'
import { BODY, type BodyEvent } from './events.ts'
import { isRanked, kindWords } from './kinds.ts'
import { bodies, type Body, type Days, membersOf, type Seat, seatsOf, type Term, termsOf } from './queries.ts'
import {
  deleteBody,
  deleteSeat,
  deleteTerm,
  gather,
  type HeldBody,
  holdBody,
  insertBody,
  insertMember,
  insertSeat,
  insertTerm,
  renameMember,
  type SaidOfBody,
  type SaidOfSeat,
  unlinkMember,
  updateBody,
  updateSeat,
  updateTerm,
} from './queries.write.ts'

const BACKWARDS = { field: 'to', message: 'Le dernier jour est avant le premier.' }
const REFUSALS: Refusals = {
  body_alone: { field: 'kind', message: 'Cette collectivité a déjà son conseil.' },
  body_authority_id_name_key: {
    field: 'name',
    message: 'Une autre instance de cette collectivité porte ce nom.',
  },
  gathered_pkey: {
    field: 'communes',
    message:
      'Une de ces communes est déjà réunie par une autre conférence\u00a0: retirez-la d’abord de celle-là.',
  },
  term_days: {
    field: 'from',
    message: 'Ces dates se chevauchent avec une autre mandature\u00a0: terminez d’abord celle-là.',
  },
  seat_days: { field: 'from', message: 'Cette personne siège déjà ici sur une partie de ces jours.' },
  seat_head: {
    field: 'post',
    message:
      'Quelqu’un tient déjà cette fonction sur une partie de ces jours\u00a0: terminez d’abord la sienne.',
  },
  seat_rank: { field: 'rank', message: 'Ce rang est déjà tenu sur une partie de ces jours.' },
  seat_begun: {
    field: 'from',
    message: 'Ce mandat a commencé\u00a0: son premier jour reste passé. Écrivez plutôt son dernier jour.',
  },
  '22023': { field: 'from', message: 'Ce jour n’est pas dans la mandature.' },
  '23503': { field: 'standsFor', message: 'Choisissez une personne qui siège dans cette mandature.' },
}

/** @throws BadInput */
export const checkDays = ({ from, to }: Days): void => {
  if (to !== null && to < from) throw new BadInput([BACKWARDS])
}

const tell = (
  tx: Write,
  name: BodyEvent,
  subjectId: number,
  payload: Record<string, unknown> = {},
): Promise<number> => emit(tx, { name, subjectKind: BODY, subjectId, payload })

async function held(tx: Write, id: number): Promise<HeldBody> {
  const body = await holdBody(tx, id)
  if (body === undefined) throw new NotFound()
  return body
}

/** @throws NotFound when it is none of theirs */
export async function bodyOf(tx: Read, id: number): Promise<Body> {
  const [body] = Number.isSafeInteger(id) ? await bodies(tx, id) : []
  if (body === undefined) throw new NotFound()
  return body
}

/** @throws NotFound when it is none of that body */
export async function termOf(tx: Read, body: Pick<Body, 'id'>, id: number): Promise<Term> {
  const term = (await termsOf(tx, body.id)).find((one) => one.id === id)
  if (term === undefined) throw new NotFound()
  return term
}

/** Makes a body, with its first term. @throws BadInput beside a field; refused by PostgreSQL for an authority of others */
export async function foundBody(tx: Write, said: SaidOfBody, term: Days): Promise<number> {
  checkDays(term)
  const id = await inWords(insertBody(tx, said), REFUSALS)
  await insertTerm(tx, id, term)
  await tell(tx, 'body.founded', id, { authorityId: said.authorityId, ...term })
  return id
}

/** @throws NotFound; Outdated when somebody changed it since it was shown; BadInput beside a field */
export async function changeBody(
  tx: Write,
  id: number,
  version: number,
  { name, communes }: { name: string; communes: readonly number[] },
): Promise<void> {
  const body = await held(tx, id)
  if (body.version !== version) throw new Outdated(await lastWriter(tx, BODY, id))
  await inWords(updateBody(tx, id, name), REFUSALS)
  if (kindWords(body.kind).gathers) await inWords(gather(tx, id, communes), REFUSALS)
  await tell(tx, 'body.changed', id)
}

/** @throws NotFound; BadInput beside a day */
export async function beginTerm(tx: Write, bodyId: number, days: Days): Promise<number> {
  await held(tx, bodyId)
  checkDays(days)
  const id = await inWords(insertTerm(tx, bodyId, days), REFUSALS)
  await tell(tx, 'term.begun', bodyId, { termId: id, ...days })
  return id
}

/** `seen`: what was shown; absent, it was read in this transaction. @throws Outdated when somebody changed it since */
async function checkSeen(
  tx: Read,
  bodyId: number,
  { version }: { version: number },
  seen?: number,
): Promise<void> {
  if (seen !== undefined && version !== seen) throw new Outdated(await lastWriter(tx, BODY, bodyId))
}

/** Whoever sits in it sits from its first day to its last. @throws as `beginTerm`; Outdated */
export async function changeTerm(
  tx: Write,
  bodyId: number,
  termId: number,
  days: Days,
  seen?: number,
): Promise<void> {
  const body = await held(tx, bodyId)
  const term = await termOf(tx, body, termId)
  await checkSeen(tx, bodyId, term, seen)
  const { from, to } = term
  checkDays(days)
  await inWords(updateTerm(tx, termId, days), REFUSALS)
  await tell(tx, 'term.changed', bodyId, { termId, ...days, before: { from, to } })
}

const SOMEBODY = 'Quelqu’un y est inscrit depuis\u00a0: cela reste.'

/** Takes away a term where nobody sits or sat. @throws NotFound, BadInput */
export async function withdrawTerm(tx: Write, bodyId: number, termId: number): Promise<void> {
  const body = await held(tx, bodyId)
  const { from, to } = await termOf(tx, body, termId)
  await tell(tx, 'term.withdrawn', bodyId, { termId, from, to })
  if (!(await deleteTerm(tx, termId))) throw new BadInput([{ field: '', message: SOMEBODY }])
}

/** Takes away a body where nobody sits or sat. @throws NotFound, BadInput */
export async function withdrawBody(tx: Write, id: number): Promise<void> {
  await held(tx, id)
  for (const term of await termsOf(tx, id)) await withdrawTerm(tx, id, term.id)
  await tell(tx, 'body.withdrawn', id)
  if (!(await deleteBody(tx, id))) throw new BadInput([{ field: '', message: SOMEBODY }])
}

/** Somebody whom the authority has already among its elected members, or a new one by their name. */
export type Who = { memberId: number } | { name: string }

function checkSeat({ kind }: Pick<Body, 'kind'>, { post, rank, standsFor, ...days }: SaidOfSeat): void {
  checkDays(days)
  if (!kindWords(kind).posts.includes(post))
    throw new BadInput([{ field: 'post', message: 'Cette instance n’a pas cette fonction.' }])
  if (rank !== null && !isRanked(post))
    throw new BadInput([{ field: 'rank', message: 'Cette fonction n’a pas de rang\u00a0: laissez vide.' }])
  if (standsFor !== null && post !== 'substitute')
    throw new BadInput([
      { field: 'standsFor', message: 'Seul un suppléant ou une suppléante remplace quelqu’un.' },
    ])
}

/** Of one authority, one name is one person: twice the same is once, and whoever is known is chosen. @throws BadInput */
async function checkNewcomer(tx: Read, authorityId: number, name: string): Promise<void> {
  if (!(await membersOf(tx, authorityId)).some((member) => isSameWords(member.name, name))) return
  throw new BadInput([
    {
      field: 'newcomer',
      message:
        'Une personne de ce nom est déjà connue\u00a0: choisissez-la dans la liste. Si c’en est une autre, écrivez aussi son second prénom.',
    },
  ])
}

/** @throws NotFound for a body or a term of others; BadInput beside a field */
export async function giveSeat(
  tx: Write,
  bodyId: number,
  termId: number,
  who: Who,
  said: SaidOfSeat,
): Promise<number> {
  const body = await held(tx, bodyId)
  await termOf(tx, body, termId)
  checkSeat(body, said)
  if ('name' in who) await checkNewcomer(tx, body.authorityId, who.name)
  const memberId = 'memberId' in who ? who.memberId : await insertMember(tx, body.authorityId, who.name)
  const id = await inWords(insertSeat(tx, termId, memberId, said), REFUSALS)
  await tell(tx, 'seat.given', bodyId, toldOf(id, memberId, said))
  return id
}

const toldOf = (seatId: number, memberId: number, { post, from, to }: SaidOfSeat) => ({
  ...{ seatId, memberId, post, from, to },
})

/** @throws NotFound when it is none of that term */
export async function seatOf(tx: Read, termId: number, id: number): Promise<Seat> {
  const seat = (await seatsOf(tx, termId)).find((one) => one.id === id)
  if (seat === undefined) throw new NotFound()
  return seat
}

/** What one is there, and the name by which the authority knows them. @throws as `giveSeat`; Outdated */
export async function changeSeat(
  tx: Write,
  at: { bodyId: number; termId: number; seatId: number },
  { name, ...said }: SaidOfSeat & { name: string },
  seen?: number,
): Promise<void> {
  const body = await held(tx, at.bodyId)
  await termOf(tx, body, at.termId)
  const seat = await seatOf(tx, at.termId, at.seatId)
  await checkSeen(tx, at.bodyId, seat, seen)
  const { memberId, post, from, to } = seat
  checkSeat(body, said)
  await renameMember(tx, memberId, name)
  await inWords(updateSeat(tx, at.seatId, said), REFUSALS)
  await tell(tx, 'seat.changed', at.bodyId, {
    ...toldOf(at.seatId, memberId, said),
    before: { post, from, to },
  })
}

/** Whoever sits there has no account any more: the one that was theirs loses at once what any of their seats opens. @throws NotFound */
export async function unlinkSeat(
  tx: Write,
  at: { bodyId: number; termId: number; seatId: number },
): Promise<void> {
  const body = await held(tx, at.bodyId)
  await termOf(tx, body, at.termId)
  const { memberId } = await seatOf(tx, at.termId, at.seatId)
  if (!(await unlinkMember(tx, memberId))) throw new NotFound()
  await tell(tx, 'seat.unlinked', at.bodyId, { seatId: at.seatId, memberId })
}

/** Takes away a seat that has not begun, or that an import gave. @throws NotFound, or BadInput when it has */
export async function withdrawSeat(
  tx: Write,
  at: { bodyId: number; termId: number; seatId: number },
): Promise<void> {
  const body = await held(tx, at.bodyId)
  await termOf(tx, body, at.termId)
  const { memberId, ...said } = await seatOf(tx, at.termId, at.seatId)
  if (!(await deleteSeat(tx, at.seatId)))
    throw new BadInput([
      { field: '', message: 'Ce mandat a commencé\u00a0: écrivez plutôt son dernier jour.' },
    ])
  await takeBackUnseated(tx, memberId)
  await tell(tx, 'seat.ended', at.bodyId, toldOf(at.seatId, memberId, said))
}
