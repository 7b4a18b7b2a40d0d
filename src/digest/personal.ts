// What digests hold about a person (GDPR art. 15, 17 and 20): how often they have one, and what they were sent.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { dropUnsent } from '#platform/mail/outbox.ts'
import { deliveriesTo, forgetDeliveries, forgetDigests, subscriptionOf } from './queries.ts'
import { RHYTHM_WORDS } from './words.ts'

const EVER = new Date(0)
const MOST = 1000

const sent: Holding = {
  id: 'digest.delivery',
  processing: 'compte',
  title: 'Vos résumés par courriel',
  tables: ['digest.subscription', 'digest.delivery'],
  async held(tx, personId) {
    const chosen = await subscriptionOf(tx, personId)
    const deliveries = await deliveriesTo(tx, personId, EVER, MOST)
    const rows = [
      ...(chosen === null ? [] : [{ Résumé: RHYTHM_WORDS[chosen.rhythm].label }]),
      ...deliveries.map(({ sentAt, items }) => ({
        'Envoyé le': sentAt,
        Contenu: items.map(({ title }) => title),
      })),
    ]
    return rows.length === 0
      ? []
      : [{ authorityId: null, count: rows.length, since: deliveries.at(-1)?.sentAt ?? null, rows }]
  },
  async erase(tx, personId) {
    const had = await subscriptionOf(tx, personId)
    const gone = await forgetDigests(tx, personId)
    await dropUnsent(tx, gone)
    return wholly(null, gone.length + (had === null ? 0 : 1))
  },
}

export const personal: readonly Holding[] = [sent]

export const retention: readonly RetentionRule[] = [
  simple('digest.delete', 'Envois de résumés', forgetDeliveries),
]
