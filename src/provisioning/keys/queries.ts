// SQL of the keys of directories: kept by whoever administers an authority; a key reads its own row, and nobody what opens it.
import { type RawBuilder, sql } from 'kysely'
import { allowedRows, type Relation } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Role } from '#platform/roles.ts'

export interface Key {
  id: number
  authorityId: number
  name: string
  /** What histories show as who acted. */
  label: string
  /** Where whoever it creates arrives. */
  unitId: number
  role: Role
  /** Last day, `YYYY-MM-DD`. */
  endsOn: string
  createdAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

const COLUMNS = sql`k.id, k.authority_id as "authorityId", k.name, k.label, k.unit_id as "unitId", k.role, k.ends_on::text as "endsOn",
  k.created_at as "createdAt", k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt"`

const keysWhere = async (tx: Read, where: RawBuilder<unknown>): Promise<Key[]> => {
  const { rows } = await sql<Key>`
    select ${COLUMNS} from provisioning.key k where ${where} order by k.revoked_at is not null, k.name, k.id`.execute(
    tx.q,
  )
  return rows
}

/** Those of whoever administers. */
export const keysKept = (tx: Read, relations: readonly Relation[]): Promise<Key[]> =>
  keysWhere(tx, allowedRows(relations, tx.actor, 'k'))

export const keyKept = async (
  tx: Read,
  relations: readonly Relation[],
  id: number,
): Promise<Key | undefined> =>
  (await keysWhere(tx, sql`k.id = ${id} and ${allowedRows(relations, tx.actor, 'k')}`))[0]

/** The key that calls, read by itself. */
export const keyThatCalls = async (tx: Read): Promise<Key | undefined> =>
  (await keysWhere(tx, sql`k.id = ${tx.actor.keyId ?? 0}`))[0]

export async function insertKey(
  tx: Write,
  key: Pick<Key, 'authorityId' | 'name' | 'unitId' | 'role' | 'endsOn'> & { digest: Buffer },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into provisioning.key (authority_id, name, digest, unit_id, role, ends_on, created_by, created_at)
    values (${key.authorityId}, ${key.name}, ${key.digest}, ${key.unitId}, ${key.role}, ${key.endsOn}, ${tx.actor.personId}, ${tx.now})
    returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** @returns false when it was already */
export async function revokeKeyRow(tx: Write, id: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update provisioning.key set revoked_at = ${tx.now} where id = ${id} and revoked_at is null`.execute(tx.q)
  return numAffectedRows === 1n
}

/** The key of that digest, as long as it is good; that it served is noted once a minute. As the system. */
export async function useKey(
  tx: Write,
  digest: Buffer,
): Promise<Pick<Key, 'id' | 'authorityId' | 'label'> | undefined> {
  const { rows } = await sql<Pick<Key, 'id' | 'authorityId' | 'label'>>`
    with used as (
      update provisioning.key set last_used_at = ${tx.now}
      where digest = ${digest} and (last_used_at is null or last_used_at < ${tx.now}::timestamptz - interval '1 minute'))
    select ${COLUMNS} from provisioning.key k
    where k.digest = ${digest} and k.revoked_at is null and k.ends_on >= territory.day_of(${tx.now})`.execute(
    tx.q,
  )
  return rows[0]
}

/** How many good keys have their newcomers arrive in each of these units. */
export async function arrivalsByUnit(
  tx: Read,
  unitIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ unitId: number; count: number }>`
    select unit_id as "unitId", count(*)::int as count from provisioning.key
    where unit_id = any (${unitIds as number[]}::integer[]) and revoked_at is null group by 1`.execute(tx.q)
  return new Map(rows.map(({ unitId, count }) => [unitId, count]))
}

/** As the system. @returns the keys that were moved */
export async function moveArrivals(tx: Write, from: number, to: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update provisioning.key set unit_id = ${to} where unit_id = ${from} returning id`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/** As the system. */
export async function restoreArrivals(tx: Write, unitId: number, keyIds: readonly number[]): Promise<void> {
  await sql`update provisioning.key set unit_id = ${unitId} where id = any (${keyIds as number[]}::bigint[])`.execute(
    tx.q,
  )
}

export const keysMadeBy = async (tx: Read, personId: number): Promise<Key[]> =>
  keysWhere(tx, sql`k.created_by = ${personId}`)
