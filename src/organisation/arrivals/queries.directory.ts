// SQL of directories: one for an authority, for those who administer it whole.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Directory } from './directory.ts'

export interface DirectoryRow {
  said: Directory
  /** Locked. */
  password: Buffer
  version: number
}

export async function directoryOf(tx: Read, authorityId: number): Promise<DirectoryRow | undefined> {
  const { rows } = await sql<DirectoryRow>`
    select said, password, version from organisation.directory where authority_id = ${authorityId}`.execute(
    tx.q,
  )
  return rows[0]
}

/** @returns false when it is no longer that version (0: none yet) */
export async function saveDirectory(
  tx: Write,
  authorityId: number,
  { said, password, version }: DirectoryRow,
): Promise<boolean> {
  const { rows } = await sql`
    insert into organisation.directory as d (authority_id, said, password) values (${authorityId}, ${JSON.stringify(said)}, ${password})
    on conflict (authority_id) do update set said = excluded.said, password = excluded.password, version = d.version + 1
      where d.version = ${version} returning authority_id`.execute(tx.q)
  return rows.length > 0
}

/** The agents whom entries of the directory are known to be, by its stable numbers. */
export async function personsOfEntries(tx: Read, authorityId: number): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ entryId: string; personId: number }>`
    select entry_id as "entryId", person_id as "personId" from organisation.entry
    where authority_id = ${authorityId} and person_id is not null`.execute(tx.q)
  return new Map(rows.map(({ entryId, personId }) => [entryId, personId]))
}

/** One that its program left, killed, is over by then. */
export const LONGEST_MINUTES = 15

/** Is it being read by itself? */
export async function isBeingRead(tx: Read, authorityId: number): Promise<boolean> {
  const { rows } = await sql`
    select from organisation.reading where authority_id = ${authorityId} and ended_at is null
      and began_at >= ${tx.now}::timestamptz - make_interval(mins => ${LONGEST_MINUTES})`.execute(tx.q)
  return rows.length > 0
}

export async function deleteDirectory(tx: Write, authorityId: number): Promise<void> {
  await sql`delete from organisation.directory where authority_id = ${authorityId}`.execute(tx.q)
}
