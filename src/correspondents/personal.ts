// What the network of correspondents holds about a person: that they are one, what they say of themselves, what they signed.
import { forgetNotices } from '#notices'
import { type Holding, wholly } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { trimEvents } from '#platform/ledger/events.ts'
import { territory } from '#territory'
import { dropOf, forgetOver, heldOf } from './queries.personal.ts'
import { CORRESPONDENT } from './record/act.ts'

const held: Holding = {
  id: 'correspondents.correspondent',
  processing: 'correspondants',
  until: 'correspondent.delete',
  title: 'Votre place dans le réseau des correspondants',
  tables: ['correspondents.correspondent', 'correspondents.sheet', 'correspondents.seat'],
  async held(tx, personId) {
    const place = await territory(tx)
    const named = (what: string, unitId: number | null) =>
      unitId === null ? what : `${what}, ${place.unit(unitId).name}`
    const byAuthority = Map.groupBy(await heldOf(tx, personId), ({ authorityId }) => authorityId)
    return [...byAuthority].map(([authorityId, rows]) => ({
      authorityId,
      count: rows.length,
      since: rows[0]?.at ?? null,
      rows: rows.map(({ what, unitId, at, said }) => ({
        Quoi: named(what, unitId),
        Le: at.toISOString(),
        ...(said === '' ? {} : { Écrit: said }),
      })),
    }))
  },
  async erase(tx, personId) {
    const gone = await dropOf(tx, personId)
    const ids = gone.flatMap(({ id }) => id ?? [])
    if (ids.length > 0) await forgetNotices(tx, CORRESPONDENT, ids)
    return [...Map.groupBy(gone, ({ authorityId }) => authorityId)].flatMap(([authorityId, rows]) =>
      wholly(authorityId, rows.length),
    )
  },
}

export const personal: readonly Holding[] = [held]

export const retention: readonly RetentionRule[] = [
  simple('correspondent.delete', 'Correspondants qui ont passé la main', async (tx, before, most) => {
    const ids = await forgetOver(tx, before, most)
    await forgetNotices(tx, CORRESPONDENT, ids)
    await trimEvents(tx, CORRESPONDENT, before, most)
    return ids.length
  }),
]
