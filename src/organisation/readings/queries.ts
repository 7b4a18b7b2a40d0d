// SQL of readings of directories: what each found, and who was seen there. Written by the system; read by those who administer the
// authority whole.
import { sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Asked, Page } from '#platform/screens/asked.ts'
import { keysetPage } from '#platform/screens/keyset.ts'
import { type DirectoryRow, LONGEST_MINUTES } from '../arrivals/queries.directory.ts'
import type { Known, Seen } from './compare.ts'

/** How many a reading found. */
export interface Counted {
  read: number
  newcomers: number
  invited: number
  changed: number
  left: number
  waiting: number
  refused: number
}

export interface Reading {
  id: number
  authorityId: number
  beganAt: Date
  endedAt: Date | null
  counted: Counted | null
  why: string | null
}

/** A reading that began, with the settings it is made under. */
export interface Begun extends DirectoryRow {
  id: number
  authorityId: number
}

const READING = sql`r.id, r.authority_id as "authorityId", r.began_at as "beganAt", r.ended_at as "endedAt", r.counted, r.why`

const INTERRUPTED = 'La lecture a été interrompue.'

export async function directoryAuthorities(tx: Read): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select authority_id as id from organisation.directory order by 1`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/** Ends the one that its program left, killed. @returns it */
export async function endKilled(tx: Write, authorityId: number): Promise<Reading | undefined> {
  const { rows } = await sql<Reading>`
    update organisation.reading r set ended_at = ${tx.now}, why = ${INTERRUPTED} where r.authority_id = ${authorityId}
      and r.ended_at is null and r.began_at < ${tx.now}::timestamptz - make_interval(mins => ${LONGEST_MINUTES})
    returning ${READING}`.execute(tx.q)
  return rows[0]
}

/** @returns undefined while another goes on, or when there is no directory any more */
export async function beginReading(tx: Write, authorityId: number): Promise<Begun | undefined> {
  const { rows } = await sql<Begun>`
    with d as (select * from organisation.directory where authority_id = ${authorityId}),
    r as (insert into organisation.reading (authority_id, began_at) select authority_id, ${tx.now} from d
      on conflict (authority_id) where ended_at is null do nothing returning id)
    select r.id, d.authority_id as "authorityId", d.said, d.password, d.version from r, d`.execute(tx.q)
  return rows[0]
}

/** Are the settings still those? */
export async function areSettings(
  tx: Read,
  { authorityId, version }: Pick<Begun, 'authorityId' | 'version'>,
): Promise<boolean> {
  const { rows } = await sql`
    select from organisation.directory where authority_id = ${authorityId} and version = ${version}`.execute(
    tx.q,
  )
  return rows.length > 0
}

export async function endReading(
  tx: Write,
  id: number,
  { counted, why }: Pick<Reading, 'counted' | 'why'>,
): Promise<void> {
  const kept = counted === null ? null : JSON.stringify(counted)
  await sql`update organisation.reading set ended_at = ${tx.now}, counted = ${kept}, why = ${why} where id = ${id}`.execute(
    tx.q,
  )
}

/** The last one before that; or the last that was whole. */
export async function readingBefore(
  tx: Read,
  { id, authorityId }: Pick<Reading, 'id' | 'authorityId'>,
  isWhole: boolean,
): Promise<Reading | undefined> {
  const { rows } = await sql<Reading>`
    select ${READING} from organisation.reading r where r.authority_id = ${authorityId} and r.id < ${id} and r.ended_at is not null
      and (r.counted is not null or not ${isWhole}) order by r.id desc limit 1`.execute(tx.q)
  return rows[0]
}

/** Those of these authorities. */
export function readingsPage(
  tx: Read,
  asked: Asked,
  authorityIds: readonly number[],
): Promise<Page<Reading>> {
  return keysetPage<Reading>(tx, asked, {
    columns: READING,
    from: sql`organisation.reading r`,
    where: sql<boolean>`r.authority_id = any (${authorityIds as number[]}::integer[])`,
    orders: { jour: { by: sql`r.began_at`, type: 'timestamptz' } },
    id: sql`r.id`,
  })
}

export async function knownEntries(tx: Read, authorityId: number): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select entry_id as "entryId", name, email, person_id as "personId", invitation_id as "invitationId", version
    from organisation.entry where authority_id = ${authorityId}`.execute(tx.q)
  return rows
}

/** They are there now, under these settings. */
export async function saveSeen(
  tx: Write,
  { authorityId, version }: Pick<Begun, 'authorityId' | 'version'>,
  seen: readonly Seen[],
): Promise<void> {
  await sql`
    insert into organisation.entry (authority_id, entry_id, name, email, person_id, invitation_id, seen_at, version)
    select ${authorityId}, s."entryId", s.name, s.email, s."personId", s."invitationId", ${tx.now}, ${version}
    from jsonb_to_recordset(${JSON.stringify(seen)}::jsonb)
      as s ("entryId" text, name text, email text, "personId" bigint, "invitationId" bigint)
    on conflict (authority_id, entry_id) do update set name = excluded.name, email = excluded.email, person_id = excluded.person_id,
      invitation_id = excluded.invitation_id, seen_at = excluded.seen_at, version = excluded.version, missing_since = null`.execute(
    tx.q,
  )
}

/** They came from there no more. */
export async function forgetEntries(
  tx: Write,
  authorityId: number,
  entryIds: readonly string[],
): Promise<void> {
  await sql`
    delete from organisation.entry where authority_id = ${authorityId} and entry_id = any (${entryIds as string[]}::text[])`.execute(
    tx.q,
  )
}

/** Those who wait, and nobody else. */
export async function saveWaiting(
  tx: Write,
  authorityId: number,
  entryIds: readonly string[],
): Promise<void> {
  await sql`
    update organisation.entry set missing_since = coalesce(missing_since, ${tx.now})
    where authority_id = ${authorityId} and entry_id = any (${entryIds as string[]}::text[])`.execute(tx.q)
}

export interface Waiting extends Known {
  missingSince: Date
}

/** Who is there no more and waits for a word, in the order of their names. */
export async function waitingEntries(tx: Read, authorityId: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select entry_id as "entryId", name, email, person_id as "personId", invitation_id as "invitationId", version,
      missing_since as "missingSince"
    from organisation.entry where authority_id = ${authorityId} and missing_since is not null
    order by name collate "fr-x-icu", entry_id`.execute(tx.q)
  return rows
}

/** Readings of long ago, and whoever was last seen then. As the system. */
export async function forgetReadings(tx: Write, before: Date, most: number): Promise<number> {
  const entries = sql`delete from organisation.entry where (authority_id, entry_id) in (
    select authority_id, entry_id from organisation.entry where seen_at < ${before} limit ${most})`
  const readings = sql`delete from organisation.reading where id in (
    select id from organisation.reading where began_at < ${before} limit ${most})`
  return (await countOf(tx, entries)) + (await countOf(tx, readings))
}

/** What directories say of a person. As the system. */
export async function entriesAbout(
  tx: Read,
  personId: number,
): Promise<{ authorityId: number; name: string; email: string; seenAt: Date }[]> {
  const { rows } = await sql<{ authorityId: number; name: string; email: string; seenAt: Date }>`
    select authority_id as "authorityId", name, email, seen_at as "seenAt" from organisation.entry where person_id = ${personId}`.execute(
    tx.q,
  )
  return rows
}

/** @returns the authorities whose directory spoke of them, once for each entry */
export async function eraseEntries(tx: Write, personId: number): Promise<number[]> {
  const { rows } = await sql<{ authorityId: number }>`
    delete from organisation.entry where person_id = ${personId} returning authority_id as "authorityId"`.execute(
    tx.q,
  )
  return rows.map(({ authorityId }) => authorityId)
}
