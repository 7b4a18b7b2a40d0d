// The rows of settings: one each time something is chosen or given back, in force until the next of its scope.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Scope } from '#platform/house/settings.ts'

/** A choice, by whom and when. */
export interface Made {
  id: number
  since: Date
  /** Person; null: the demonstration, or somebody whose account is closed. */
  setBy: number | null
}

export interface OwnValue extends Scope, Made {
  key: string
  /** What was typed. */
  value: string
}

export interface ChangeRow extends Made {
  /** null: given back to what is inherited. */
  value: string | null
}

/** What is chosen for these settings by these authorities, wherever in them. */
export async function ownValues(
  tx: Read,
  keys: readonly string[],
  authorityIds: readonly number[],
): Promise<OwnValue[]> {
  const { rows } = await sql<OwnValue>`
    select id, key, authority_id as "authorityId", unit_id as "unitId", service_slug as "serviceSlug", value, since, set_by as "setBy"
    from settings.value where until is null and value is not null
      and key = any (${keys as string[]}::text[]) and authority_id = any (${authorityIds as number[]}::integer[])
    order by id`.execute(tx.q)
  return rows
}

const inScope = ({ authorityId, unitId, serviceSlug }: Scope) =>
  sql<boolean>`authority_id = ${authorityId} and unit_id is not distinct from ${unitId} and service_slug is not distinct from ${serviceSlug}`

/** Ends what was in force there; what succeeds it begins at the same instant. */
export async function succeed(tx: Write, key: string, scope: Scope, value: string | null): Promise<void> {
  await sql`update settings.value set until = greatest(${tx.now}, since)
    where key = ${key} and until is null and ${inScope(scope)}`.execute(tx.q)
  await tx.q
    .insertInto('settings.value')
    .values({
      key,
      authority_id: scope.authorityId,
      unit_id: scope.unitId,
      service_slug: scope.serviceSlug,
      value,
      since: tx.now,
      set_by: tx.actor.personId,
    })
    .execute()
}

/** What was chosen for one scope, the latest first. */
export async function historyOf(tx: Read, key: string, scope: Scope, limit: number): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`select id, value, since, set_by as "setBy" from settings.value
    where key = ${key} and ${inScope(scope)} order by id desc limit ${limit}`.execute(tx.q)
  return rows
}

/** The latest choice among these settings in one scope: its number, and who made it. */
export async function latestOf(tx: Read, keys: readonly string[], scope: Scope): Promise<Made | undefined> {
  const { rows } = await sql<Made>`
    select id, since, set_by as "setBy" from settings.value
    where key = any (${keys as string[]}::text[]) and until is null and ${inScope(scope)} order by id desc limit 1`.execute(
    tx.q,
  )
  return rows[0]
}

/** For which authorities those who made these choices worked, of those that whoever asks may read. */
export async function choseFor(
  tx: Read,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly number[] | null>> {
  const { rows } = await sql<{ id: number; authorityIds: number[] | null }>`
    select id, settings.chosen_for(id) as "authorityIds" from unnest(${ids as number[]}::bigint[]) id`.execute(
    tx.q,
  )
  return new Map(rows.map(({ id, authorityIds }) => [id, authorityIds]))
}

export const setBy = (tx: Read, personId: number) =>
  tx.q
    .selectFrom('settings.value')
    .select(['key', 'authority_id as authorityId', 'since'])
    .where('set_by', '=', personId)
    .orderBy('id')
    .execute()

export async function forgetSetter(tx: Write, personId: number): Promise<void> {
  await tx.q.updateTable('settings.value').set({ set_by: null }).where('set_by', '=', personId).execute()
}

/** How many settings are chosen for each of these units. */
export async function valuesByUnit(
  tx: Read,
  unitIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ unitId: number; held: number }>`
    select unit_id as "unitId", count(*)::integer as held from settings.value
    where until is null and value is not null and unit_id = any (${unitIds as number[]}::integer[]) group by unit_id`.execute(
    tx.q,
  )
  return new Map(rows.map(({ unitId, held }) => [unitId, held]))
}

/** What is chosen for a unit becomes chosen for another, where that one says nothing. As the system. @returns ids */
export async function moveValues(tx: Write, from: number, to: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update settings.value v set unit_id = ${to}
    where v.unit_id = ${from} and v.until is null and v.value is not null and not exists (
      select from settings.value theirs where theirs.unit_id = ${to} and theirs.key = v.key and theirs.until is null)
    returning v.id`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/** The very same rows, where they are still in force. As the system. */
export async function restoreValues(
  tx: Write,
  ids: readonly number[],
  from: number,
  to: number,
): Promise<void> {
  await sql`update settings.value set unit_id = ${to}
    where id = any (${ids as number[]}::bigint[]) and unit_id = ${from} and until is null`.execute(tx.q)
}
