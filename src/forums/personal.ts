// What forums hold about a person (GDPR art. 15, 17 and 20), and what is forgotten with time.
import { forgetNotices } from '#notices'
import { type Holding, wholly } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { trimEvents } from '#platform/ledger/events.ts'
import { dropFollowed, followedBy, forgetThreads, unlinkWork, workOf } from './queries.personal.ts'
import { FORUM, THREAD } from './record/events.ts'

const PROCESSING = 'forums'

const followed: Holding = {
  id: 'forums.reading',
  processing: PROCESSING,
  title: 'Ce que vous avez lu, suivi et signalé dans les forums',
  tables: ['forums.reading', 'forums.report'],
  async held(tx, personId) {
    const byAuthority = Map.groupBy(await followedBy(tx, personId), ({ authorityId }) => authorityId)
    return [...byAuthority].map(([authorityId, rows]) => ({
      authorityId,
      count: rows.length,
      since: rows.find(({ at }) => at !== null)?.at ?? null,
      rows: rows.map(({ what, title, at }) => ({ [what]: title, ...(at && { Le: at.toISOString() }) })),
    }))
  },
  erase: async (tx, personId) =>
    (await dropFollowed(tx, personId)).flatMap(({ authorityId, count }) => wholly(authorityId, count)),
}

const STAYS =
  'Ce que vous avez écrit répond à des collègues\u00a0: cela reste sous votre nom jusqu’à ce que le sujet soit effacé. Rien ne le relie plus à votre compte.'

const work: Holding = {
  id: 'forums.work',
  processing: PROCESSING,
  until: 'forum_thread.delete',
  title: 'Ce que vous avez écrit et décidé dans les forums',
  tables: ['forums.forum', 'forums.thread', 'forums.hiding', 'forums.appeal'],
  async held(tx, personId) {
    const byAuthority = Map.groupBy(await workOf(tx, personId), ({ authorityId }) => authorityId)
    return [...byAuthority].map(([authorityId, rows]) => ({
      authorityId,
      count: rows.length,
      since: rows[0]?.at ?? null,
      rows: rows.map(({ forum, what, text, at }) => ({ Forum: forum, [what]: text, Le: at.toISOString() })),
    }))
  },
  erase: async (tx, personId) =>
    (await unlinkWork(tx, personId)).map(({ authorityId, count }) => ({
      authorityId,
      erased: 0,
      kept: count,
      because: STAYS,
    })),
}

export const personal: readonly Holding[] = [followed, work]

export const retention: readonly RetentionRule[] = [
  simple('forum_thread.delete', 'Sujets de forums', async (tx, before, most) => {
    const ids = await forgetThreads(tx, before, most)
    await forgetNotices(tx, THREAD, ids)
    for (const kind of [THREAD, FORUM]) await trimEvents(tx, kind, before, most)
    return ids.length
  }),
]
