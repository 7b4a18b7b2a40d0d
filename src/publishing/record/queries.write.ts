// SQL that writes contents. Who wrote and when is said by PostgreSQL (000720).
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Write } from '#platform/db/db.ts'
import type { Urgency } from '#platform/mail/digest.ts'
import type { Day } from '#territory'
import { type Act, ALLOWED } from './access.ts'
import { inForce, type Text } from './queries.ts'

/** Holds one of those on which whoever acts may do that, until the transaction ends. @returns its version */
export async function holdContent(tx: Write, id: number, act: Act): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`select version from publishing.content c
    where id = ${id} and ${allowedRows(ALLOWED[act], tx.actor, 'c')} for update`.execute(tx.q)
  return rows[0]?.version
}

/** Of what a new one is. */
export interface Where {
  authorityId: number
  /** Whoever answers for it; in a space, PostgreSQL says it. */
  unitId: number | null
  /** The space of which it is; none when absent. */
  spaceId?: number | null
  type: string
}

/** @returns its id */
export async function insertContent(
  tx: Write,
  { authorityId, unitId, spaceId = null, type }: Where,
): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`insert into publishing.content (authority_id, unit_id, space_id, type)
    values (${authorityId}, ${unitId}, ${spaceId}, ${type}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** Adds an edition, which PostgreSQL numbers. */
export async function insertEdition(
  tx: Write,
  contentId: number,
  {
    typeVersion,
    title,
    summary,
    theme,
    about,
    fields,
    picture = null,
    documents,
    restores = null,
  }: Text & { restores?: number | null },
): Promise<void> {
  await sql`insert into publishing.edition (content_id, type_version, title, summary, theme, about, fields, picture, documents, restores)
    values (${contentId}, ${typeVersion}, ${title}, ${summary}, ${theme}, ${about}::text[], ${JSON.stringify(fields)}::jsonb, ${picture},
      coalesce(${documents === undefined ? null : JSON.stringify(documents)}::jsonb, (select e.documents from publishing.edition e
        where e.content_id = ${contentId} order by e.n desc limit 1), '[]'), ${restores})`.execute(tx.q)
}

export async function setUnit(tx: Write, id: number, unitId: number): Promise<void> {
  await sql`update publishing.content set unit_id = ${unitId} where id = ${id}`.execute(tx.q)
}

/** Its last edition waits for whoever publishes, or waits no more; `because`: why it was sent back. */
export async function setProposed(
  tx: Write,
  id: number,
  isProposed: boolean,
  because: string | null,
): Promise<void> {
  await sql`update publishing.content set proposed_at = ${isProposed ? tx.now : null}, refused_because = ${because} where id = ${id}`.execute(
    tx.q,
  )
}

/** It is proposed to whoever publishes for the authority, beyond its space. */
export async function setRaised(tx: Write, id: number): Promise<void> {
  await sql`update publishing.content set proposed_at = ${tx.now}, raised_at = ${tx.now}, refused_because = null where id = ${id}`.execute(
    tx.q,
  )
}

/** Put away from then on, or never; it waits no more. */
export async function setArchived(tx: Write, id: number, at: Date | null): Promise<void> {
  await sql`update publishing.content set archived_at = ${at}, proposed_at = null where id = ${id}`.execute(
    tx.q,
  )
}

/** What is shown of an edition, to whom and when. */
export interface Showing {
  contentId: number
  edition: number
  audienceId: number
  startsAt: Date
  endsAt: Date | null
  isSilent: boolean
  /** How it is told; absent: in the next digest. */
  urgency?: Urgency
  /** `YYYY-MM-DD` */
  reviewOn: Day
}

export async function insertPublication(tx: Write, showing: Showing): Promise<void> {
  const { contentId, edition, audienceId, startsAt, endsAt, isSilent, reviewOn, urgency = 'normal' } = showing
  await sql`insert into publishing.publication (content_id, edition, audience_id, starts_at, ends_at, is_silent, review_on, urgency)
    values (${contentId}, ${edition}, ${audienceId}, ${startsAt}, ${endsAt}, ${isSilent}, ${reviewOn}, ${urgency})`.execute(
    tx.q,
  )
}

/** What is shown ends then, unless it was to end before. */
export async function endShown(tx: Write, contentId: number, at: Date): Promise<void> {
  await sql`update publishing.publication p set ends_at = least(ends_at, ${at}) where content_id = ${contentId} and ${inForce(tx)}`.execute(
    tx.q,
  )
}

/** What is shown goes on to the end that was chosen for it, and is put away then. */
export async function goOnShowing(tx: Write, contentId: number): Promise<void> {
  await sql`update publishing.publication p set ends_at = until_at where content_id = ${contentId} and ${inForce(tx)}`.execute(
    tx.q,
  )
  await sql`update publishing.content c set proposed_at = null, archived_at = (select p.until_at from publishing.publication p
      where p.content_id = c.id and ${inForce(tx)}) where id = ${contentId}`.execute(tx.q)
}

/** What was to come is not. @returns whether something was */
export async function dropComing(tx: Write, contentId: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update publishing.publication p set ends_at = starts_at
    where content_id = ${contentId} and starts_at > ${tx.now} and ends_at is distinct from starts_at`.execute(
    tx.q,
  )
  return (numAffectedRows ?? 0n) > 0n
}

/** Somebody has read again what is shown. */
export async function setReviewed(tx: Write, contentId: number, reviewOn: Day): Promise<void> {
  await sql`update publishing.publication p set reviewed_at = ${tx.now}, review_on = ${reviewOn}
    where content_id = ${contentId} and ${inForce(tx)}`.execute(tx.q)
}
