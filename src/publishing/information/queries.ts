// Every SQL statement of publishing.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { PUBLIC } from '#audiences'
import { publishers } from '#people'
import { access, meant } from './access.ts'

/** A short public information of an authority. */
export interface Notice {
  id: number
  authorityId: number
  /** One or two words: « Circulation ». */
  theme: string
  title: string
  text: string
  publishedAt: Date
  /** When it stops being said, or null. */
  endsAt: Date | null
  /** Whom it is for: everybody, or an audience of its authority. */
  audienceId: number
}

/** What is written of one. */
export type SaidOfNotice = Omit<Notice, 'id' | 'authorityId'>

const columns = sql`id, authority_id as "authorityId", theme, title, text, published_at as "publishedAt", ends_at as "endsAt",
  audience_id as "audienceId"`

const inForce = (tx: Read) =>
  sql`n.published_at <= ${tx.now} and (n.ends_at is null or n.ends_at > ${tx.now})`

/** Notices in force of the authorities, as far as whoever acts is meant: those of the first one before the others, then the latest first. */
export async function noticesInForce(
  tx: Read,
  authorityIds: readonly number[],
  limit: number,
): Promise<Notice[]> {
  const { rows } = await sql<Notice>`select ${columns} from publishing.notice n
    where authority_id = any (${authorityIds as number[]}::integer[]) and ${inForce(tx)}
      and ${allowedRows(meant, tx.actor, 'n')}
    order by authority_id = ${authorityIds[0] ?? 0} desc, published_at desc, id desc limit ${limit}`.execute(
    tx.q,
  )
  return rows
}

/**
 * Notices in force for the audiences of whoever acts, « Public » apart, of any authority: the latest first. The index of each audience
 * gives no more than a page, and only what is then shown is read.
 */
export async function noticesForAudiences(tx: Read, limit: number): Promise<Notice[]> {
  const { rows } = await sql<Notice>`
    with newest as materialized (
      select own.* from unnest(audiences.actor_ids('audience')) mine (id)
      cross join lateral (select n.id, n.published_at from publishing.notice n where n.audience_id = mine.id and ${inForce(tx)}
        order by n.published_at desc, n.id desc limit ${limit}) own
      where mine.id <> ${PUBLIC} order by own.published_at desc, own.id desc limit ${limit})
    select ${columns} from publishing.notice n where id in (select id from newest) order by n.published_at desc, n.id desc`.execute(
    tx.q,
  )
  return rows
}

/** One notice already published, ended or not. */
export async function noticeRow(tx: Read, id: number): Promise<Notice | undefined> {
  const { rows } = await sql<Notice>`select ${columns} from publishing.notice n
    where id = ${id} and published_at <= ${tx.now} and ${allowedRows(access['notice.read'], tx.actor, 'n')}`.execute(
    tx.q,
  )
  return rows[0]
}

/** How many of those still said, or to come, are for each of these audiences. */
export async function countForAudiences(
  tx: Read,
  audienceIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{
    id: number
    count: number
  }>`select audience_id as id, count(*)::integer as count
    from publishing.notice n where audience_id = any (${audienceIds as number[]}::integer[])
      and (ends_at is null or ends_at > ${tx.now}) and ${allowedRows(publishers, tx.actor, 'n')}
    group by 1`.execute(tx.q)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** As it is kept for whoever writes it, to come or over. */
export interface KeptNotice extends Notice {
  version: number
}

/** Those of the authorities for which somebody writes, the latest first. */
export async function writtenNotices(tx: Read): Promise<KeptNotice[]> {
  const { rows } = await sql<KeptNotice>`select ${columns}, version from publishing.notice n
    where ${allowedRows(publishers, tx.actor, 'n')} order by published_at desc, id desc`.execute(tx.q)
  return rows
}

/** One of them, held until the transaction ends. */
export async function heldNotice(tx: Write, id: number): Promise<KeptNotice | undefined> {
  const { rows } = await sql<KeptNotice>`select ${columns}, version from publishing.notice n
    where id = ${id} and ${allowedRows(publishers, tx.actor, 'n')} for update`.execute(tx.q)
  return rows[0]
}

const valuesOf = ({ theme, title, text, publishedAt, endsAt, audienceId }: SaidOfNotice) => ({
  ...{ theme, title, text },
  published_at: publishedAt,
  ends_at: endsAt,
  audience_id: audienceId,
})

/** @returns its id */
export async function insertNotice(tx: Write, authorityId: number, said: SaidOfNotice): Promise<number> {
  const { id } = await tx.q
    .insertInto('publishing.notice')
    .values({ authority_id: authorityId, ...valuesOf(said) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** One that says the same to the same, still said or to come; until the transaction ends nobody else says anything for that authority. */
export async function sameNotice(
  tx: Write,
  authorityId: number,
  { theme, title, text, publishedAt, endsAt, audienceId }: SaidOfNotice,
): Promise<number | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext('publishing.notice'), ${authorityId}::integer)`.execute(
    tx.q,
  )
  const { rows } = await sql<{ id: number }>`select id from publishing.notice n
    where authority_id = ${authorityId} and theme = ${theme} and title = ${title} and text = ${text} and audience_id = ${audienceId}
      and (published_at = ${publishedAt} or greatest(published_at, ${publishedAt}) <= ${tx.now})
      and ends_at is not distinct from ${endsAt} and (ends_at is null or ends_at > ${tx.now})
      and ${allowedRows(publishers, tx.actor, 'n')} limit 1`.execute(tx.q)
  return rows[0]?.id
}

export async function updateNotice(tx: Write, id: number, said: SaidOfNotice): Promise<void> {
  await tx.q.updateTable('publishing.notice').set(valuesOf(said)).where('id', '=', id).execute()
}

/**
 * Adds what a file says to everybody, or rewords it; what was changed on screen is left. As the system.
 * @returns whether anything changed
 */
export async function importNotice(
  tx: Write,
  { authorityId, ...written }: Omit<Notice, 'id' | 'audienceId'>,
): Promise<boolean> {
  const said = { ...written, audienceId: PUBLIC }
  const { rows } = await sql<{ id: number; kept: boolean }>`
    select id, edited_at is not null or (theme = ${said.theme} and text = ${said.text}) as kept from publishing.notice
    where authority_id = ${authorityId} and imported_as = ${said.title} limit 1`.execute(tx.q)
  const [known] = rows
  if (known?.kept === true) return false
  const id = known?.id ?? (await insertNotice(tx, authorityId, said))
  await tx.q
    .updateTable('publishing.notice')
    .set({ ...valuesOf(said), imported_as: said.title })
    .where('id', '=', id)
    .execute()
  return true
}
