// SQL of who has read what is urgent: each says it of themselves; whoever writes it is told of those whom they may know.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { access, ALLOWED } from './access.ts'
import { inForce } from './queries.ts'
import { type Item, itemColumns, newest } from './queries.read.ts'

/** What whoever reads has been asked to acknowledge, and has not; the newest first. */
export async function unacknowledged(tx: Read, personId: number, most: number): Promise<Item[]> {
  const asked = sql<boolean>`p.urgency = 'urgent' and not exists (select from publishing.acknowledgement a
    where a.content_id = p.content_id and a.person_id = ${personId} and a.acknowledged_at >= p.dated_at)`
  const { rows } = await sql<Item>`
    with newest as materialized (${newest(tx, asked, sql`desc`, most)})
    select ${itemColumns} from publishing.publication p where p.id in (select id from newest) order by p.dated_at desc, p.id desc`.execute(
    tx.q,
  )
  return rows
}

/** Is it asked of whoever reads, and when did `personId` say it? null: nothing is asked. */
export async function askedOf(
  tx: Read,
  contentId: number,
  personId: number | null,
): Promise<{ acknowledgedAt: Date | null } | null> {
  const { rows } = await sql<{ acknowledgedAt: Date | null }>`
    select (select a.acknowledged_at from publishing.acknowledgement a where a.content_id = p.content_id
      and a.person_id = ${personId} and a.acknowledged_at >= p.dated_at) as "acknowledgedAt"
    from publishing.publication p where p.content_id = ${contentId} and p.urgency = 'urgent' and ${inForce(tx)}
      and ${allowedRows(access['content.read'], tx.actor, 'p')}`.execute(tx.q)
  return rows[0] ?? null
}

/** In one’s own name; what was said before is said again. */
export async function acknowledge(tx: Write, contentId: number, personId: number): Promise<void> {
  await sql`insert into publishing.acknowledgement (content_id, person_id) values (${contentId}, ${personId})
    on conflict (content_id, person_id) do update set person_id = excluded.person_id`.execute(tx.q)
}

export interface Acknowledged {
  /** Those whom whoever writes it may know. */
  people: number[]
  /** How many besides, by fives. */
  others: number
}

/** null: nothing urgent is shown. */
export async function acknowledgedBy(tx: Read, contentId: number): Promise<Acknowledged | null> {
  const { rows } =
    await sql<Acknowledged>`select people::integer[] as people, others from publishing.acknowledged(${contentId})`.execute(
      tx.q,
    )
  return rows[0] ?? null
}

export interface UrgentShown {
  id: number
  audienceId: number
  remindedAt: Date | null
}

/** What is urgent and shown of one of those that whoever acts publishes. */
export async function urgentShown(tx: Read, contentId: number): Promise<UrgentShown | null> {
  const { rows } =
    await sql<UrgentShown>`select p.id, p.audience_id as "audienceId", p.reminded_at as "remindedAt"
    from publishing.publication p join publishing.content c on c.id = p.content_id
    where p.content_id = ${contentId} and p.urgency = 'urgent' and ${inForce(tx)} and ${allowedRows(ALLOWED.decide, tx.actor, 'c')}`.execute(
      tx.q,
    )
  return rows[0] ?? null
}

/** Once; PostgreSQL refuses the second time. */
export async function setReminded(tx: Write, publicationId: number): Promise<void> {
  await sql`update publishing.publication set reminded_at = ${tx.now} where id = ${publicationId}`.execute(
    tx.q,
  )
}

/** Those of its audience who have said nothing. As the system. */
export async function unreadBy(tx: Read, publicationId: number): Promise<number[]> {
  const { rows } = await sql<{
    id: number
  }>`select unread_by as id from publishing.unread_by(${publicationId})`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/** What somebody said they had read. As the system. */
export async function acknowledgementsOf(tx: Read, personId: number): Promise<{ title: string; at: Date }[]> {
  const { rows } = await sql<{
    title: string
    at: Date
  }>`select e.title, a.acknowledged_at as at from publishing.acknowledgement a
    join publishing.content c on c.id = a.content_id join publishing.edition e on e.content_id = c.id and e.n = c.edition
    where a.person_id = ${personId} order by a.acknowledged_at`.execute(tx.q)
  return rows
}

/** As the system. */
export const forgetAcknowledgements = (tx: Write, personId: number): Promise<number> =>
  countOf(tx, sql`delete from publishing.acknowledgement where person_id = ${personId}`)
