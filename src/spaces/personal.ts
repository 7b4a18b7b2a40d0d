// What spaces hold about a person (GDPR art. 15, 17 and 20), and what is forgotten with time.
import { forgetNotices } from '#notices'
import { type Holding, wholly } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { trimEvents } from '#platform/ledger/events.ts'
import {
  archiveSpaces,
  dropEntries,
  entriesOf,
  forgetSpaces,
  forgetWishes,
  unlinkWork,
  workOf,
} from './queries.personal.ts'
import { CONTENT_SUBJECT } from '#publishing'
import { ASKING, SPACE_SUBJECT, TOPIC, WISH } from './record/events.ts'

const PROCESSING = 'espaces'

const entries: Holding = {
  id: 'spaces.admission',
  processing: PROCESSING,
  title: 'Les espaces où vous êtes à titre personnel, et ce que vous avez demandé',
  tables: [
    'spaces.admission',
    'spaces.asking',
    'spaces.wish',
    'spaces.reading',
    'spaces.lock',
    'spaces.mailing',
    'spaces.mailed',
  ],
  async held(tx, personId) {
    const byAuthority = Map.groupBy(await entriesOf(tx, personId), ({ authorityId }) => authorityId)
    return [...byAuthority].map(([authorityId, rows]) => ({
      authorityId,
      count: rows.length,
      since: rows[0]?.since ?? null,
      rows: rows.map(({ space, role, since }) => ({ Espace: space, Comme: role, Le: since.toISOString() })),
    }))
  },
  erase: async (tx, personId) =>
    (await dropEntries(tx, personId)).flatMap(({ authorityId, count }) => wholly(authorityId, count)),
}

const STAYS =
  'Ce que vous avez écrit et déposé est le travail de ceux qui y sont\u00a0: cela y reste sous votre nom jusqu’à ce que l’espace soit effacé. Rien ne le relie plus à votre compte.'

const work: Holding = {
  id: 'spaces.work',
  processing: PROCESSING,
  until: 'space.delete',
  title: 'Ce que vous avez écrit et déposé dans des espaces',
  tables: ['spaces.edition', 'spaces.topic', 'spaces.meeting', 'spaces.task'],
  async held(tx, personId) {
    const byAuthority = Map.groupBy(await workOf(tx, personId), ({ authorityId }) => authorityId)
    return [...byAuthority].map(([authorityId, rows]) => ({
      authorityId,
      count: rows.length,
      since: rows[0]?.at ?? null,
      rows: rows.map(({ space, what, title, at }) => ({
        Espace: space,
        [what]: title,
        Le: at.toISOString(),
      })),
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

export const personal: readonly Holding[] = [entries, work]

export const retention: readonly RetentionRule[] = [
  simple('space.archive', 'Espaces fermés', archiveSpaces),
  simple('space.delete', 'Espaces archivés', async (tx, before, most) => {
    const { ids, topics, contents } = await forgetSpaces(tx, before, most)
    await forgetNotices(tx, SPACE_SUBJECT, ids)
    await forgetNotices(tx, TOPIC, topics)
    await forgetNotices(tx, CONTENT_SUBJECT, contents)
    for (const kind of [SPACE_SUBJECT, TOPIC, ASKING, WISH]) await trimEvents(tx, kind, before, most)
    return ids.length
  }),
  simple('space_wish.delete', 'Espaces demandés', forgetWishes),
]
