// What is held about an elected member (GDPR art. 15, 17 and 20).
import type { HeldPart, Holding } from '#platform/house/personal.ts'
import { postText } from './record/kinds.ts'
import { type HeldSeat, heldSeats, unlinkSeats } from './record/queries.personal.ts'

/** As each authority holds them. */
const parts = (list: readonly HeldSeat[]): HeldPart[] =>
  [...Map.groupBy(list, ({ authorityId }) => authorityId)].map(([authorityId, own]) => {
    const rows = own.map(({ body, post, rank, delegation, from, to }) => ({
      Instance: body,
      Fonction: postText(post, rank),
      ...(delegation === '' ? {} : { 'Ce qui vous est délégué': delegation }),
      Du: from,
      ...(to === null ? {} : { Au: to }),
    }))
    return { authorityId, count: rows.length, since: new Date(rows[0]?.Du ?? 0), rows }
  })

const seats: Holding = {
  id: 'bodies.seat',
  until: 'seat.delete',
  processing: 'instances',
  title: 'Vos mandats électifs',
  tables: ['bodies.member', 'bodies.seat'],
  held: async (tx, personId) => parts(await heldSeats(tx, personId)),
  erase: async (tx, personId) =>
    parts(await unlinkSeats(tx, personId)).map(({ authorityId, count }) => ({
      authorityId,
      erased: 0,
      kept: count,
      because:
        'Qui a siégé, et quand, est public\u00a0: la collectivité le garde cinq ans. Rien ne le relie plus à votre compte.',
    })),
}

export const personal: readonly Holding[] = [seats]
