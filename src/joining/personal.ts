// What joining holds about a person (GDPR art. 15, 17 and 20): that they saw to a step before their town hall opened.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { forgetSeer, seenBy } from './queries.ts'

const seen: Holding = {
  id: 'joining.seen_step',
  processing: 'agents',
  title: 'Ce que vous avez vérifié avant l’ouverture',
  tables: ['joining.seen_step'],
  async held(tx, personId) {
    const rows = await seenBy(tx, personId)
    return [...Map.groupBy(rows, ({ authorityId }) => authorityId)].map(([authorityId, own]) => ({
      authorityId,
      count: own.length,
      since: own[0]?.seenAt ?? null,
      rows: own.map(({ step, seenAt }) => ({ Étape: step, Le: seenAt.toISOString() })),
    }))
  },
  // That it was seen to stays: it is the town hall's. By whom does not.
  async erase(tx, personId) {
    const parts = (await seen.held(tx, personId)).flatMap(({ authorityId, count }) =>
      wholly(authorityId, count),
    )
    await forgetSeer(tx, personId)
    return parts
  },
}

export const personal: readonly Holding[] = [seen]
