// What the address of a screen names: a term of a body, a seat of a term. @throws NotFound
import type { Read } from '#platform/db/db.ts'
import type { Context } from '#platform/http/route.ts'
import { seatsOf } from '../record/queries.ts'
import { bodyOf, seatOf, termOf } from '../record/write.ts'

export const idOf = ({ params }: Context, name: string): number => Number(params[name])

export async function askedTerm(tx: Read, ctx: Context) {
  const body = await bodyOf(tx, idOf(ctx, 'instance'))
  const term = await termOf(tx, body, idOf(ctx, 'mandature'))
  return { body, term, seats: await seatsOf(tx, term.id) }
}

export async function askedSeat(tx: Read, ctx: Context) {
  const asked = await askedTerm(tx, ctx)
  const seat = await seatOf(tx, asked.term.id, idOf(ctx, 'siege'))
  return { ...asked, seat, at: { bodyId: asked.body.id, termId: asked.term.id, seatId: seat.id } }
}
