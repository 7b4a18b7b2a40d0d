// SQL of the photographs of ads: each is a row, which holds one file. The second wall shows them to whoever is shown the ad.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** As many as an ad shows. */
export const MOST_PHOTOS = 4

export interface PhotoRow {
  id: number
  adId: number
  /** From 1. */
  place: number
  alternative: string
}

/** Those in sight of whoever reads, in their order. */
export async function photoRows(tx: Read, adIds: readonly number[]): Promise<PhotoRow[]> {
  if (adIds.length === 0) return []
  const { rows } = await sql<PhotoRow>`select id, ad_id as "adId", place, alternative from ads.photo
    where ad_id = any (${adIds as number[]}) order by ad_id, place`.execute(tx.q)
  return rows
}

/** At the end. @returns its id */
export async function insertPhoto(
  tx: Write,
  adId: number,
  place: number,
  alternative: string,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into ads.photo (ad_id, place, alternative)
    values (${adId}, ${place}, ${alternative}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** Each where it stands in that list: PostgreSQL looks at the places once all are written. */
export async function placePhotos(tx: Write, ids: readonly number[]): Promise<void> {
  await sql`update ads.photo set place = array_position(${ids as number[]}::bigint[], id)
    where id = any (${ids as number[]}::bigint[])`.execute(tx.q)
}

export async function describePhoto(tx: Write, id: number, alternative: string): Promise<void> {
  await sql`update ads.photo set alternative = ${alternative} where id = ${id}`.execute(tx.q)
}

export async function deletePhoto(tx: Write, id: number): Promise<void> {
  await sql`delete from ads.photo where id = ${id}`.execute(tx.q)
}
