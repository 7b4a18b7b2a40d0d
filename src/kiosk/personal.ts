// What kiosks hold about a person (GDPR art. 15, 17 and 20): their number and code, their visits, what they installed.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { eraseOf, forgetOver, heldOf } from './queries.personal.ts'

const atKiosks: Holding = {
  id: 'kiosk.access',
  processing: 'bornes',
  until: 'kiosk.delete',
  title: 'Votre accès aux bornes des agents',
  tables: ['kiosk.access', 'kiosk.visit', 'kiosk.device'],
  async held(tx, personId) {
    const byAuthority = Map.groupBy(await heldOf(tx, personId), ({ authorityId }) => authorityId)
    return [...byAuthority].map(([authorityId, all]) => ({
      ...{ authorityId, count: all.length, since: all[0]?.since ?? null },
      rows: all.map(({ what, detail, since }) => ({
        Quoi: what,
        ...(detail === null ? {} : { Détail: detail }),
        Depuis: since,
      })),
    }))
  },
  async erase(tx, personId) {
    const parts = (await atKiosks.held(tx, personId)).flatMap(({ authorityId, count }) =>
      wholly(authorityId, count),
    )
    await eraseOf(tx, personId)
    return parts
  },
}

export const personal: readonly Holding[] = [atKiosks]

export const retention: readonly RetentionRule[] = [
  simple('kiosk.delete', 'Visites aux bornes, bornes retirées, accès de qui est parti', forgetOver),
]
