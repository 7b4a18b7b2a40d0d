// What contents hold about a person (GDPR art. 15, 17 and 20), and what is forgotten with time.
import { forgetNotices } from '#notices'
import { type Holding, wholly } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { acknowledgementsOf, forgetAcknowledgements } from './queries.acknowledge.ts'
import { CONTENT_SUBJECT } from './events.ts'
import { editionsBy, forgetAuthor, forgetUnpublished } from './queries.personal.ts'

const written: Holding = {
  id: 'publishing.edition',
  processing: 'agents',
  title: 'Les contenus que vous avez écrits',
  tables: ['publishing.content', 'publishing.edition'],
  async held(tx, personId) {
    const byAuthority = Map.groupBy(await editionsBy(tx, personId), ({ authorityId }) => authorityId)
    return [...byAuthority].map(([authorityId, rows]) => ({
      authorityId,
      count: rows.length,
      since: rows[0]?.writtenAt ?? null,
      rows: rows.map(({ title, n, writtenAt }) => ({
        Contenu: title,
        Version: n,
        Le: writtenAt.toISOString(),
      })),
    }))
  },
  async erase(tx, personId) {
    const forgotten = await forgetAuthor(tx, personId)
    return forgotten.flatMap(({ authorityId, count }) => wholly(authorityId, count))
  },
}

const read: Holding = {
  id: 'publishing.acknowledgement',
  processing: 'agents',
  title: 'Ce dont vous avez pris connaissance',
  tables: ['publishing.acknowledgement'],
  async held(tx, personId) {
    const said = await acknowledgementsOf(tx, personId)
    const rows = said.map(({ title, at }) => ({ Contenu: title, 'Lu le': at }))
    return rows.length === 0
      ? []
      : [{ authorityId: null, count: rows.length, since: said[0]?.at ?? null, rows }]
  },
  erase: async (tx, personId) => wholly(null, await forgetAcknowledgements(tx, personId)),
}

export const personal: readonly Holding[] = [written, read]

export const retention: readonly RetentionRule[] = [
  simple('content.delete', 'Contenus jamais publiés', async (tx, before, most) => {
    const ids = await forgetUnpublished(tx, before, most)
    await forgetNotices(tx, CONTENT_SUBJECT, ids)
    return ids.length
  }),
]
