// SQL of the sites that agents open from their desk.
import { SITES } from '#identity'
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { publishers } from '#people'
import { isOpen } from '#settings'

export interface Application {
  id: number
  authorityId: number
  clientId: string
  /** Where signing in begins. */
  href: string
  audienceId: number
  version: number
}

export type Said = Pick<Application, 'href' | 'audienceId'>

const kept = (tx: Read) => allowedRows(publishers, tx.actor, 'a')
const columns = sql`a.id, a.authority_id as "authorityId", a.client_id as "clientId", a.href, a.audience_id as "audienceId", a.version`

/** Those of the authorities for which one publishes. */
export async function applications(tx: Read): Promise<Application[]> {
  const { rows } =
    await sql<Application>`select ${columns} from intranet.application a where ${kept(tx)} order by a.id limit 500`.execute(
      tx.q,
    )
  return rows
}

/** Held until the transaction ends. */
export async function heldApplication(tx: Write, id: number): Promise<Application | undefined> {
  const { rows } =
    await sql<Application>`select ${columns} from intranet.application a where a.id = ${id} and ${kept(tx)} for update`.execute(
      tx.q,
    )
  return rows[0]
}

/** @returns its id */
export async function insertApplication(
  tx: Write,
  { authorityId, clientId, href, audienceId }: Said & Pick<Application, 'authorityId' | 'clientId'>,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into intranet.application (authority_id, client_id, href, audience_id)
    values (${authorityId}, ${clientId}, ${href}, ${audienceId}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function updateApplication(tx: Write, id: number, { href, audienceId }: Said): Promise<void> {
  await sql`update intranet.application set href = ${href}, audience_id = ${audienceId} where id = ${id}`.execute(
    tx.q,
  )
}

export async function deleteApplication(tx: Write, id: number): Promise<void> {
  await sql`delete from intranet.application where id = ${id}`.execute(tx.q)
}

/** What one opens, by name: while its authority has the account open to its sites. */
export async function ownApplications(tx: Read, most: number): Promise<{ name: string; href: string }[]> {
  const { rows } = await sql<{ name: string; href: string }>`
    select f.name, f.href from intranet.applications() f where ${isOpen(tx, SITES, 'f.authority_id')}
    order by f.name collate "fr-x-icu", f.href limit ${most}`.execute(tx.q)
  return rows
}

/** How many are for each of these audiences. */
export async function countForAudiences(
  tx: Read,
  audienceIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ id: number; count: number }>`
    select a.audience_id as id, count(*)::integer as count from intranet.application a
    where a.audience_id = any (${audienceIds as number[]}::integer[]) and ${kept(tx)} group by 1`.execute(
    tx.q,
  )
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** The demonstration’s own site: where it is now. As the system. */
export async function keepApplication(
  tx: Write,
  { authorityId, clientId, href, audienceId }: Said & Pick<Application, 'authorityId' | 'clientId'>,
): Promise<void> {
  await sql`insert into intranet.application (authority_id, client_id, href, audience_id)
    values (${authorityId}, ${clientId}, ${href}, ${audienceId})
    on conflict (client_id) do update set href = excluded.href`.execute(tx.q)
}
