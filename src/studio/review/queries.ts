// SQL of reviews: of a draft, and of the versions that drafts became.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface Review {
  id: number
  /** Of the draft (0), or of the version that it became. */
  version: number
  /** Number of the text that was to be read. */
  edition: number
  askedBy: number | null
  askedAt: Date
  verdict: 'approved' | 'returned' | null
  reasons: string
  answeredBy: number | null
  answeredAt: Date | null
}

/** Of a form, the latest first. */
export async function reviewRows(tx: Read, id: string): Promise<Review[]> {
  const { rows } =
    await sql<Review>`select id, version, edition, asked_by as "askedBy", asked_at as "askedAt", verdict, reasons,
      answered_by as "answeredBy", answered_at as "answeredAt" from studio.review
    where kind = 'form' and definition_id = ${id} order by id desc limit 50`.execute(tx.q)
  return rows
}

export async function insertReview(
  tx: Write,
  { form, edition, askedBy }: { form: string; edition: number; askedBy: number },
): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`insert into studio.review (kind, definition_id, edition, asked_by, asked_at)
    values ('form', ${form}, ${edition}, ${askedBy}, ${tx.now}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function answerReview(
  tx: Write,
  id: number,
  { verdict, reasons, answeredBy }: { verdict: 'approved' | 'returned'; reasons: string; answeredBy: number },
): Promise<void> {
  await sql`update studio.review set verdict = ${verdict}, reasons = ${reasons}, answered_by = ${answeredBy}, answered_at = ${tx.now}
    where id = ${id}`.execute(tx.q)
}

/** What somebody asked to be read, or read. */
export async function reviewsBy(tx: Read, personId: number): Promise<(Review & { form: string })[]> {
  const { rows } = await sql<
    Review & { form: string }
  >`select id, definition_id as form, version, edition, asked_by as "askedBy",
      asked_at as "askedAt", verdict, reasons, answered_by as "answeredBy", answered_at as "answeredAt" from studio.review
    where ${personId} in (asked_by, answered_by) order by id`.execute(tx.q)
  return rows
}

export async function forgetReader(tx: Write, personId: number): Promise<void> {
  await sql`update studio.review set asked_by = nullif(asked_by, ${personId}), answered_by = nullif(answered_by, ${personId})
    where ${personId} in (asked_by, answered_by)`.execute(tx.q)
}
