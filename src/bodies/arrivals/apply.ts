// What an import changes is done by the verbs of the screens, one change a step, and told as they are; then undone, from the last.
import { of } from '#platform/french/noun.ts'
import type { Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { addDays, areaNoun, localDay, territory } from '#territory'
import type { Kind } from '../record/kinds.ts'
import {
  beginTerm,
  changeSeat,
  changeTerm,
  foundBody,
  giveSeat,
  seatOf,
  withdrawBody,
  withdrawSeat,
  withdrawTerm,
} from '../record/write.ts'
import { membersOf } from '../record/queries.ts'
import type { Change, Council } from './differences.ts'
import { councilsOf, type Made } from './queries.ts'

async function foundCouncil(tx: Write, authorityId: number, from: string): Promise<Made> {
  const place = await territory(tx)
  const authority = place.authority(authorityId)
  const area = place.area(authority.code)
  const [kind, name]: [Kind, string] =
    authority.level === 'metropolis'
      ? ['metropolitan', 'Conseil de la métropole']
      : ['municipal', `Conseil municipal ${area === undefined ? authority.name : of(areaNoun(area))}`]
  return { body: await foundBody(tx, { authorityId, kind, name }, { from, to: null }) }
}

/** The council of that authority as it stands now. @throws BadInput when it has none */
async function council(tx: Write, authorityId: number): Promise<Council & { bodyId: number }> {
  const [found] = await councilsOf(tx, [authorityId])
  if (found === undefined || found.bodyId === null)
    throw new BadInput([{ field: '', message: 'Le conseil n’existe pas.' }])
  return { ...found, bodyId: found.bodyId }
}

async function begin(tx: Write, authorityId: number, from: string): Promise<Made> {
  const { bodyId, term } = await council(tx, authorityId)
  if (term !== null) await changeTerm(tx, bodyId, term.id, { from: term.from, to: addDays(from, -1) })
  const termId = await beginTerm(tx, bodyId, { from, to: null })
  return { bodyId, termId, began: true, before: term }
}

type OfSeat = Exclude<Change, { do: 'found' | 'begin' }>

async function sit(tx: Write, change: OfSeat, importId: number): Promise<Made> {
  const { authorityId, name, post, rank } = change
  const { bodyId, term } = await council(tx, authorityId)
  if (term === null) throw new BadInput([{ field: '', message: 'Aucune mandature n’est en cours.' }])
  const at = { bodyId, termId: term.id }
  if (change.do === 'give') {
    const said = { post, rank, delegation: '', standsFor: null, from: change.from, to: null, importId }
    const known = (await membersOf(tx, authorityId)).filter((member) => member.name === name)
    const [only] = known.length === 1 ? known : []
    const who = only === undefined ? { name } : { memberId: only.id }
    return { ...at, seat: await giveSeat(tx, bodyId, term.id, who, said), before: null }
  }
  const { name: was, from, to, delegation, standsFor, ...seat } = await seatOf(tx, term.id, change.seatId)
  const before = { name: was, from, to, delegation, standsFor, post: seat.post, rank: seat.rank }
  const yesterday = addDays(localDay(tx.now, 'UTC'), -1)
  const after = change.do === 'end' ? { ...before, to: yesterday } : { ...before, post, rank }
  await changeSeat(tx, { ...at, seatId: change.seatId }, after)
  return { ...at, seat: change.seatId, before }
}

export async function applyChange(tx: Write, change: Change, importId: number): Promise<Made> {
  if (change.do === 'found') return foundCouncil(tx, change.authorityId, change.from)
  if (change.do === 'begin') return begin(tx, change.authorityId, change.from)
  return sit(tx, change, importId)
}

/** Takes back what a change made; what is no longer there is as it should be. */
export async function takeBack(tx: Write, made: Made): Promise<void> {
  if (made === null) return
  try {
    if ('body' in made) return await withdrawBody(tx, made.body)
    if ('began' in made) {
      await withdrawTerm(tx, made.bodyId, made.termId)
      const { before } = made
      if (before !== null) await changeTerm(tx, made.bodyId, before.id, before)
      return
    }
    const at = { bodyId: made.bodyId, termId: made.termId, seatId: made.seat }
    await (made.before === null ? withdrawSeat(tx, at) : changeSeat(tx, at, made.before))
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
  }
}
