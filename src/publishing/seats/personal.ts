// What seats hold about a person, and when they are forgotten.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { forgetSeats, forgetSeatsOf, seatsOf } from './queries.ts'

const held: Holding = {
  id: 'publishing.seat',
  processing: 'inscriptions',
  until: 'visit.delete',
  title: 'Vos inscriptions à des visites et des événements',
  tables: ['publishing.seat'],
  async held(tx, personId) {
    const found = await seatsOf(tx, personId)
    const rows = found.map(({ title, at }) => ({ Contenu: title, 'Inscrit le': at.toISOString() }))
    return rows.length === 0
      ? []
      : [{ authorityId: null, count: rows.length, since: found[0]?.at ?? null, rows }]
  },
  erase: async (tx, personId) => wholly(null, await forgetSeatsOf(tx, personId)),
}

export const seatHoldings: readonly Holding[] = [held]

export const seatRetention: readonly RetentionRule[] = [
  simple('visit.delete', 'Inscriptions aux visites', (tx, before, most) => forgetSeats(tx, before, most)),
]
