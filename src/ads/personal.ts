// What ads hold about a person: those they posted, those they answered. What was written on them goes with them.
import { planErasure } from '#files'
import { forgetNotices } from '#notices'
import type { Write } from '#platform/db/db.ts'
import { type Holding } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { trimEvents } from '#platform/ledger/events.ts'
import { AD, REPLY, REPORT } from './record/ad.ts'
import { adsOf, dropAdsOf, forgetAds, type Gone } from './queries.personal.ts'

/** Its photographs go with it, bytes too. */
const forgetWith = async (tx: Write, { ads, replies, files }: Gone): Promise<void> => {
  await planErasure(tx, files)
  if (ads.length > 0) await forgetNotices(tx, AD, ads)
  if (replies.length > 0) await forgetNotices(tx, REPLY, replies)
}

const SAID = {
  ad: (text: string, at: string) => ({ Texte: text, Publiée: at }),
  reply: (_: string, at: string) => ({ Répondu: at }),
  report: (text: string, at: string) => ({ 'Pourquoi vous la signalez': text, Signalée: at }),
} as const

const posted: Holding = {
  id: 'ads.ad',
  processing: 'petites-annonces',
  until: 'ad.delete',
  title: 'Vos petites annonces et leurs photos, vos réponses, vos signalements',
  tables: ['ads.ad', 'ads.photo', 'ads.reply', 'ads.report'],
  async held(tx, personId) {
    const byAuthority = Map.groupBy(await adsOf(tx, personId), ({ authorityId }) => authorityId)
    return [...byAuthority].map(([authorityId, rows]) => ({
      authorityId,
      count: rows.length,
      since: rows[0]?.at ?? null,
      rows: rows.map(({ title, text, at, what }) => ({
        Annonce: title,
        ...SAID[what](text, at.toISOString()),
      })),
    }))
  },
  async erase(tx, personId) {
    const gone = await dropAdsOf(tx, personId)
    await forgetWith(tx, gone)
    return gone.parts.map(({ authorityId, count }) => ({
      authorityId,
      erased: count,
      kept: 0,
      because: null,
    }))
  },
}

export const personal: readonly Holding[] = [posted]

export const retention: readonly RetentionRule[] = [
  simple('ad.delete', 'Petites annonces', async (tx, before, most) => {
    const gone = await forgetAds(tx, before, most)
    await forgetWith(tx, gone)
    await trimEvents(tx, AD, before, most)
    await trimEvents(tx, REPLY, before, most)
    await trimEvents(tx, REPORT, before, most)
    return gone.ads.length
  }),
]
