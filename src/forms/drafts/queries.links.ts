// SQL of the links by which a draft begun without an account is gone on with elsewhere. Their tokens are nowhere but in mails.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { DraftToRemind } from './queries.ts'

/** The acting visitor asks a link to their draft: a job writes it. @returns whether the draft is theirs, and may be resumed so */
export async function askDraftLink(tx: Write, draftId: string, sentTo: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into forms.draft_link (draft_id, sent_to) select id, ${sentTo} from forms.draft
    where id = ${draftId} and person_id is null and submitted_at is null`.execute(tx.q)
  return numAffectedRows === 1n
}

export interface DraftLink {
  serviceSlug: string
  sentTo: string
  /** The draft goes in two weeks. */
  isLast: boolean
  updatedAt: Date
}

/**
 * Gives a link its token, once. As the system.
 * @param hash SHA-256 of the token, which the mail alone holds
 * @returns what its mail says; undefined when it was written, or the draft is over
 */
export async function writeDraftLink(tx: Write, id: number, hash: Buffer): Promise<DraftLink | undefined> {
  const { rows } = await sql<DraftLink>`
    update forms.draft_link l set token_hash = ${hash} from forms.draft d
    where l.id = ${id} and l.token_hash is null and d.id = l.draft_id
    returning d.service_slug as "serviceSlug", l.sent_to as "sentTo", l.is_last as "isLast", d.updated_at as "updatedAt"`.execute(
    tx.q,
  )
  return rows[0]
}

/** The draft that a link opens becomes the acting account's, or else the acting browser's, files and all. */
export async function resumeByLink(
  tx: Write,
  hash: Buffer,
): Promise<{ id: string; slug: string } | undefined> {
  const { rows } = await sql<{ id: string; slug: string }>`
    select id, slug from forms.resume_draft(${hash})`.execute(tx.q)
  return rows[0]
}

/** Drafts without an account, to which a link was mailed, untouched between the two, of which nobody was reminded. As the system. */
export async function linkedDraftsToRemind(
  tx: Read,
  after: Date,
  before: Date,
  most: number,
): Promise<(Omit<DraftToRemind, 'personId'> & { sentTo: string })[]> {
  const { rows } = await sql<Omit<DraftToRemind, 'personId'> & { sentTo: string }>`
    select d.id, d.service_slug as "serviceSlug", d.updated_at as "updatedAt", l.sent_to as "sentTo"
    from forms.draft d cross join lateral (
      select sent_to from forms.draft_link where draft_id = d.id and token_hash is not null order by id desc limit 1) l
    where d.submitted_at is null and d.person_id is null and d.updated_at >= ${after} and d.updated_at < ${before}
      and (d.reminded_at is null or d.reminded_at < d.updated_at) order by d.updated_at, d.id limit ${most}`.execute(
    tx.q,
  )
  return rows
}

/** One more link to that draft, for whom one was sent to: it goes soon. As the system. */
export async function lastDraftLink(tx: Write, draftId: string, sentTo: string): Promise<void> {
  await sql`insert into forms.draft_link (draft_id, sent_to, is_last) values (${draftId}, ${sentTo}, true)`.execute(
    tx.q,
  )
}
