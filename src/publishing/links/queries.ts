// SQL of links: those that are to be asked again, what each answered, who is told, what is broken in what is shown.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { inForce } from '../record/queries.ts'
import type { Why } from './words.ts'

/** Times in a row that an address does not answer before anybody is told. */
const TWICE = 2

/** Addresses of what is shown now, whose turn has come, the longest waiting first. As the system. */
export async function dueLinks(tx: Read, most: number): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`select l.address from publishing.link l
    where l.next_at <= ${tx.now} and exists (select from publishing.linked k join publishing.publication p on p.id = k.publication_id
      where k.address = l.address and ${inForce(tx)})
    order by l.next_at, l.address limit ${most}`.execute(tx.q)
  return rows.map(({ address }) => address)
}

/** What it answered: asked again in a week; when it does not, six hours later, then every day. `isSure`: once is enough. As the system. */
export async function noteAnswer(
  tx: Write,
  address: string,
  why: Why | null,
  isSure: boolean,
): Promise<void> {
  if (why === null) {
    await sql`update publishing.link set checked_at = ${tx.now}, failures = 0, failed_since = null, why = null,
      next_at = ${tx.now}::timestamptz + interval '7 days' where address = ${address}`.execute(tx.q)
    await sql`update publishing.linked set told_at = null where address = ${address} and told_at is not null`.execute(
      tx.q,
    )
    return
  }
  await sql`update publishing.link set checked_at = ${tx.now}, why = ${why}, failed_since = coalesce(failed_since, ${tx.now}),
      failures = least(greatest(failures + 1, ${isSure ? TWICE : 1}::integer), 1000),
      next_at = ${tx.now}::timestamptz + case when failures = 0 and not ${isSure}::boolean then interval '6 hours' else interval '1 day' end
    where address = ${address}`.execute(tx.q)
}

/** Forgets addresses to which nothing leads any more. As the system. */
export async function forgetUnlinked(tx: Write, most: number): Promise<void> {
  await sql`delete from publishing.link where address in (select l.address from publishing.link l
    where not exists (select from publishing.linked k where k.address = l.address) limit ${most})`.execute(
    tx.q,
  )
}

/** Is that content shown to somebody now? As the system. */
export async function isShownNow(tx: Read, contentId: number): Promise<boolean> {
  const { rows } =
    await sql`select 1 from publishing.publication p where p.content_id = ${contentId} and ${inForce(tx)}`.execute(
      tx.q,
    )
  return rows.length > 0
}

/** Contents of which a broken link was told to nobody, marked as told. What a space decides of waits: its own page says it. As the system. */
export async function markTold(tx: Write, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with untold as (select distinct k.content_id from publishing.linked k join publishing.link l on l.address = k.address
        join publishing.publication p on p.id = k.publication_id join publishing.content c on c.id = k.content_id
      where c.decided_in is null and l.failures >= ${TWICE} and k.told_at is null and ${inForce(tx)} limit ${most})
    update publishing.linked k set told_at = ${tx.now} from publishing.link l, publishing.publication p
      where l.address = k.address and p.id = k.publication_id and l.failures >= ${TWICE} and k.told_at is null and ${inForce(tx)}
        and k.content_id in (select content_id from untold)
    returning k.content_id as id`.execute(tx.q)
  return [...new Set(rows.map(({ id }) => id))]
}

/** A link of what is shown that does not answer. */
export interface Broken {
  contentId: number
  address: string
  why: Why
  failedSince: Date
}

/** Those of these contents, as far as whoever asks may write them. */
export async function brokenLinks(tx: Read, contentIds: readonly number[]): Promise<Broken[]> {
  if (contentIds.length === 0) return []
  const { rows } =
    await sql<Broken>`select k.content_id as "contentId", k.address, l.why, l.failed_since as "failedSince"
    from publishing.linked k join publishing.link l on l.address = k.address join publishing.publication p on p.id = k.publication_id
    where k.content_id = any (${contentIds as number[]}::integer[]) and l.failures >= ${TWICE} and ${inForce(tx)}
    order by l.failed_since, k.address`.execute(tx.q)
  return rows
}
