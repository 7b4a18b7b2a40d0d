// Public information as a list that one subscribes to: that of the metropolis, of a commune, and what is for whoever reads.
import { PUBLIC } from '#audiences'
import type { Read } from '#platform/db/db.ts'
import type { FeedAsked, FeedEntry, FeedSource } from '#platform/api/feeds.ts'
import { territory } from '#territory'
import { noticesFor } from './notice.ts'
import { noticesForAudiences } from './queries.ts'

async function entries(tx: Read, { commune }: FeedAsked, most: number): Promise<FeedEntry[]> {
  const place = await territory(tx)
  const said = await noticesFor(tx, commune ?? null, most)
  const own = await noticesForAudiences(tx, most)
  const all = [...new Map([...said, ...own].map((notice) => [notice.id, notice])).values()]
  return all
    .toSorted((one, other) => other.publishedAt.getTime() - one.publishedAt.getTime() || other.id - one.id)
    .slice(0, most)
    .map(({ id, title, theme, text, authorityId, audienceId, publishedAt }) => ({
      ...{ key: String(id), path: `/informations/${id}`, title },
      isPublic: audienceId === PUBLIC,
      summary: text,
      categories: [theme],
      author: place.authority(authorityId).name,
      publishedAt,
      updatedAt: publishedAt,
    }))
}

async function narrowed(tx: Read, { commune }: FeedAsked): Promise<string[]> {
  const known = (await territory(tx)).communes.find(({ code }) => code === commune)
  return known === undefined ? [] : [known.name]
}

export const noticeFeed: FeedSource = {
  id: 'informations',
  title: 'Informations',
  at: '/informations',
  filters: ['commune'],
  ...{ narrowed, entries },
}
