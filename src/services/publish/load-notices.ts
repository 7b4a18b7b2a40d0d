// Loads public information: its dates are counted from the day of loading.
import type { Write } from '#platform/db/db.ts'
import type { DefinitionReader } from '#platform/house/definition.ts'
import { importNotice } from '#publishing'
import type { Territory } from '#territory'
import type { SharedDefinitions } from './check-definitions.ts'
import { noticesSchema } from './schema.ts'

const DAY_MS = 24 * 3600 * 1000

/** Publishes what is new or reworded. @returns what changed, in French */
export async function loadNotices(
  tx: Write,
  reader: DefinitionReader,
  { themes }: SharedDefinitions,
  place: Territory,
): Promise<string[]> {
  const published: string[] = []
  for (const item of (await reader.one('notices.json', noticesSchema)) ?? []) {
    const authority = place.authorityByCode(item.authority)
    if (authority === undefined) {
      reader.problems.push(`notices.json : ${item.authority} n’est pas une collectivité du territoire.`)
      continue
    }
    const publishedAt = new Date(tx.now.getTime() + item.daysFromNow * DAY_MS)
    const endsAt =
      item.lastsDays === undefined ? null : new Date(publishedAt.getTime() + item.lastsDays * DAY_MS)
    const theme = themes.find(({ slug }) => slug === item.theme)?.title ?? item.theme
    const changed = await importNotice(tx, {
      authorityId: authority.id,
      theme,
      title: item.title,
      text: item.text,
      publishedAt,
      endsAt,
    })
    if (changed) published.push(`information « ${item.title} »`)
  }
  return published
}
