// SQL of what ads hold about a person, and of what is forgotten with time. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { photoFiles } from './photos/photo.ts'

export interface OwnAd {
  authorityId: number
  title: string
  text: string
  at: Date
  /** Theirs, or one that they answered. */
  what: 'ad' | 'reply' | 'report'
}

export async function adsOf(tx: Read, personId: number): Promise<OwnAd[]> {
  const { rows } = await sql<OwnAd>`
    select authority_id as "authorityId", title, text, published_at as at, 'ad' as what from ads.ad where person_id = ${personId}
    union all select a.authority_id, a.title, '', r.begun_at, 'reply' from ads.reply r join ads.ad a on a.id = r.ad_id
    where r.person_id = ${personId}
    union all select a.authority_id, a.title, s.reason, s.at, 'report' from ads.report s join ads.ad a on a.id = s.ad_id
    where s.person_id = ${personId} order by at`.execute(tx.q)
  return rows
}

/** What is gone, of which nothing may stay elsewhere: files of its photographs, notices. */
export interface Gone {
  ads: number[]
  replies: number[]
  files: string[]
}

export async function dropAdsOf(
  tx: Write,
  personId: number,
): Promise<Gone & { parts: { authorityId: number; count: number }[] }> {
  const parts = [...Map.groupBy(await adsOf(tx, personId), ({ authorityId }) => authorityId)].map(
    ([authorityId, rows]) => ({ authorityId, count: rows.length }),
  )
  if (parts.length === 0) return { parts, ads: [], replies: [], files: [] }
  await sql`delete from ads.report where person_id = ${personId}`.execute(tx.q)
  const { rows: replies } = await sql<{ id: number }>`delete from ads.reply where person_id = ${personId}
    or ad_id in (select id from ads.ad where person_id = ${personId}) returning id`.execute(tx.q)
  const { rows: own } = await sql<{
    id: number
  }>`select id from ads.ad where person_id = ${personId} for update`.execute(tx.q)
  const ads = own.map(({ id }) => id)
  const files = await photoFiles(tx, ads)
  await sql`delete from ads.ad where id = any (${ads})`.execute(tx.q)
  return { parts, ads, files, replies: replies.map(({ id }) => id) }
}

/** Those over for so long, with what was written on them. */
export async function forgetAds(tx: Write, before: Date, most: number): Promise<Gone> {
  const { rows } = await sql<{
    id: number
  }>`select id from ads.ad where ends_on::timestamptz < ${before} order by id limit ${most}`.execute(tx.q)
  const ads = rows.map(({ id }) => id)
  const { rows: replies } = await sql<{
    id: number
  }>`delete from ads.reply where ad_id = any (${ads}) returning id`.execute(tx.q)
  const files = await photoFiles(tx, ads)
  await sql`delete from ads.ad where id = any (${ads})`.execute(tx.q)
  return { ads, files, replies: replies.map(({ id }) => id) }
}
