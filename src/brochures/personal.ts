// What brochures hold about a person: which stocks an agent moved. Orders are requests, and told with them.
import { type Holding } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { forgetMovements, movedBy, unlinkMoved } from './queries.personal.ts'

const STAYS =
  'Le journal du stock reste juste\u00a0: il garde ce qui a bougé et pourquoi. Rien ne le relie plus à votre compte.'

const moved: Holding = {
  id: 'brochures.movement',
  processing: 'brochures',
  until: 'brochure_movement.delete',
  title: 'Les stocks de brochures que vous avez changés',
  tables: ['brochures.movement'],
  async held(tx, personId) {
    const byAuthority = Map.groupBy(await movedBy(tx, personId), ({ authorityId }) => authorityId)
    return [...byAuthority].map(([authorityId, rows]) => ({
      authorityId,
      count: rows.length,
      since: rows[0]?.at ?? null,
      rows: rows.map(({ title, copies, reason, at }) => ({
        Brochure: title,
        Exemplaires: String(copies),
        Raison: reason,
        Le: at.toISOString(),
      })),
    }))
  },
  erase: async (tx, personId) =>
    (await unlinkMoved(tx, personId)).map(({ authorityId, count }) => ({
      authorityId,
      erased: 0,
      kept: count,
      because: STAYS,
    })),
}

export const personal: readonly Holding[] = [moved]

export const retention: readonly RetentionRule[] = [
  simple('brochure_movement.delete', 'Journal du stock des brochures', forgetMovements),
]
