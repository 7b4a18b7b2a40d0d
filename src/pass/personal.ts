// What the pass holds about a person (GDPR art. 15, 17 and 20): what they hold and used, and what they did for a partner or at a desk.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import {
  countUses,
  erasePass,
  eraseWork,
  forgetCodes,
  forgetEnded,
  forgetWeeks,
  holdingOf,
  unlinkUses,
  workOf,
} from './queries.personal.ts'
import { forgetUnused } from './sandbox/queries.ts'

const PROCESSING = 'pass'

const line = ({ what, detail, since }: { what: string; detail: string | null; since: Date }) => ({
  Quoi: what,
  ...(detail === null ? {} : { Détail: detail }),
  Depuis: since.toISOString(),
})

const own: Holding = {
  id: 'pass.pass',
  processing: PROCESSING,
  title: 'Votre pass, ce qu’il ouvre et ses dernières utilisations',
  tables: [
    'pass.pass',
    'pass.support',
    'pass.entitlement',
    'pass.sector_value',
    'pass.redemption',
    'pass.code',
    'pass.offer',
    'pass.copy',
    'pass.card_order',
    'pass.card_number',
    'pass.account',
    'pass.week',
    'pass.waiting',
    'pass.payer',
  ],
  async held(tx, personId) {
    const lines = await holdingOf(tx, personId)
    if (lines.length === 0) return []
    return [{ authorityId: null, count: lines.length, since: lines[0]?.since ?? null, rows: lines.map(line) }]
  },
  async erase(tx, personId) {
    const count = (await holdingOf(tx, personId)).length
    await erasePass(tx, personId)
    return wholly(null, count)
  },
}

const work: Holding = {
  id: 'pass.member',
  processing: PROCESSING,
  title: 'Ce que vous avez fait pour un partenaire du pass',
  tables: ['pass.member', 'pass.device', 'pass.transfer', 'pass.guardian_limit', 'pass.card_batch'],
  async held(tx, personId) {
    const byAuthority = Map.groupBy(await workOf(tx, personId), ({ authorityId }) => authorityId)
    return [...byAuthority].map(([authorityId, lines]) => ({
      authorityId,
      count: lines.length,
      since: lines[0]?.since ?? null,
      rows: lines.map(line),
    }))
  },
  async erase(tx, personId) {
    const parts = (await work.held(tx, personId)).flatMap(({ authorityId, count }) =>
      wholly(authorityId, count),
    )
    await eraseWork(tx, personId)
    return parts
  },
}

export const personal: readonly Holding[] = [own, work]

export const retention: readonly RetentionRule[] = [
  simple('pass.unlink', 'Utilisations du pass\u00a0: de qui', unlinkUses),
  simple('pass.weeks', 'Semaines des droits comptés à la semaine', forgetWeeks),
  simple('pass.codes', 'Codes du pass', forgetCodes),
  simple('pass.count', 'Utilisations du pass, une à une', countUses),
  simple('pass.delete', 'Supports, droits et numéros du pass qui ont pris fin', forgetEnded),
  simple('pass.sandbox', 'Bacs à sable des partenaires du pass', forgetUnused),
]
