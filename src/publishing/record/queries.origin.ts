// SQL of where a content comes from, when it was taken up from elsewhere (syndication/).
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

/** Where a content comes from; what its source says now, when that is not what it said. */
export interface Origin {
  contentId: number
  sourceName: string
  href: string
  now: { title: string; summary: string; href: string; digest: string } | null
}

export async function originOf(tx: Read, contentId: number): Promise<Origin | undefined> {
  const { rows } =
    await sql<Origin>`select y.content_id as "contentId", y.source_name as "sourceName", y.href,
      case when i.digest <> y.digest then jsonb_build_object('title', i.title, 'summary', i.summary, 'href', i.href, 'digest', i.digest) end as now
    from publishing.syndicated y left join publishing.source_item i on i.id = y.item_id where y.content_id = ${contentId}`.execute(
      tx.q,
    )
  return rows[0]
}
