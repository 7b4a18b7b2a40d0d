// SQL of where a content comes from, when it was taken up from elsewhere (syndication/), and of those who may take one up.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** Where a content comes from; what its source says now, when that is not what it said. */
export interface Origin {
  contentId: number
  sourceName: string
  /** null: whoever asks may not read it there. */
  href: string | null
  /** The content of this site that it was made of; null: elsewhere, or forgotten. */
  ofContentId: number | null
  /** Where it was read; null: elsewhere than here. */
  ofFace: 'public' | 'intranet' | 'extranet' | null
  /** It is put away when its source is. */
  endsWith: boolean
  /** What became of its source, once that was told. */
  toldEnd: 'ended' | 'closed' | null
  now: { title: string; summary: string; href: string; digest: string } | null
}

export async function originOf(tx: Read, contentId: number): Promise<Origin | undefined> {
  const { rows } =
    await sql<Origin>`select y.content_id as "contentId", y.source_name as "sourceName", y.of_content_id as "ofContentId", y.of_face as "ofFace",
      y.ends_with as "endsWith", y.told_end as "toldEnd",
      case when y.of_face in ('intranet', 'extranet') then (select '/contenus/' || t.content || '/lire' from publishing.taken_from(y.content_id) t) else y.href end as href,
      case when i.digest <> y.digest then jsonb_build_object('title', i.title, 'summary', i.summary, 'href', i.href, 'digest', i.digest) end as now
    from publishing.syndicated y left join publishing.source_item i on i.id = y.item_id where y.content_id = ${contentId}`.execute(
      tx.q,
    )
  return rows[0]
}

/** Whence what one reads comes, when that was read by some only; `contentId`: for whoever reads that too. */
export interface TakenFrom {
  name: string
  contentId: number | null
}

export async function takenFrom(tx: Read, contentId: number): Promise<TakenFrom | null> {
  const { rows } =
    await sql<TakenFrom>`select t.name, t.content as "contentId" from publishing.taken_from(${contentId}) t`.execute(
      tx.q,
    )
  return rows[0] ?? null
}

/** The authorities that may take it up, as those know who hold it. */
export async function offersOf(tx: Read, contentId: number): Promise<number[]> {
  const { rows } = await sql<{
    id: number
  }>`select o.authority_id as id from publishing.offer o where o.content_id = ${contentId} order by 1`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id)
}

export async function setOffers(
  tx: Write,
  contentId: number,
  authorityIds: readonly number[],
): Promise<void> {
  const ids = authorityIds as number[]
  await sql`delete from publishing.offer where content_id = ${contentId} and authority_id <> all (${ids}::integer[])`.execute(
    tx.q,
  )
  await sql`insert into publishing.offer (content_id, authority_id) select ${contentId}, a from unnest(${ids}::integer[]) a
    on conflict do nothing`.execute(tx.q)
}
