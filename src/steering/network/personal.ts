// What the steering holds about a person (GDPR art. 15, 17 and 20): what they were trained in and thanked for; and when it is forgotten.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { eraseOf, forgetGone, heldOf } from './queries.ts'

const recognised: Holding = {
  id: 'steering.recognition',
  processing: 'agents',
  title: 'Vos formations et remerciements de contributeur',
  tables: ['steering.training', 'steering.thanks'],
  async held(tx, personId) {
    const byAuthority = Map.groupBy(await heldOf(tx, personId), ({ authorityId }) => authorityId)
    return [...byAuthority].map(([authorityId, rows]) => ({
      authorityId,
      count: rows.length,
      since: rows[0]?.at ?? null,
      rows: rows.map(({ what, text, at }) => ({ [what]: text, Le: at.toISOString() })),
    }))
  },
  erase: async (tx, personId) =>
    (await eraseOf(tx, personId)).flatMap(({ authorityId, count }) => wholly(authorityId, count)),
}

export const personal: readonly Holding[] = [recognised]

export const retention: readonly RetentionRule[] = [
  simple('contributor.delete', 'Formations et remerciements de contributeurs partis', forgetGone),
]
