// SQL of real time: what is followed, and what it said when it was last read.
import { PUBLIC } from '#audiences'
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { access } from './access.ts'
import type { KindName } from './kinds.ts'
import type { Line } from './lines.ts'
import type { Why } from './words.ts'

export interface Connector {
  id: number
  authorityId: number
  audienceId: number
  kind: KindName
  name: string
  address: string
  version: number
  lines: Line[]
  readAt: Date | null
  /** Why it was not read the last time; null: it was, or never yet. */
  why: Why | null
}

export type SaidOfConnector = Pick<Connector, 'audienceId' | 'kind' | 'name' | 'address'>

const columns = sql`c.id, c.authority_id as "authorityId", c.audience_id as "audienceId", c.kind, c.name, c.address, c.version, c.lines,
  c.read_at as "readAt", c.why`
const kept = (tx: Read) => allowedRows(access['live.keep'], tx.actor, 'c')

/** Those for whoever reads; `here`: the authorities whose words for everybody are said there. */
export async function connectorsFor(tx: Read, here: readonly number[], most: number): Promise<Connector[]> {
  const { rows } = await sql<Connector>`select ${columns} from live.connector c
    where ${allowedRows(access['live.read'], tx.actor, 'c')} and (c.audience_id <> ${PUBLIC} or c.authority_id = any (${here as number[]}::integer[]))
    order by array_position(array['weather', 'traffic', 'works', 'vehicles'], c.kind), c.name, c.id limit ${most}`.execute(
    tx.q,
  )
  return rows
}

/** Those of the authorities for which one publishes. */
export async function keptConnectors(tx: Read): Promise<Connector[]> {
  const { rows } =
    await sql<Connector>`select ${columns} from live.connector c where ${kept(tx)} order by c.name, c.id limit 500`.execute(
      tx.q,
    )
  return rows
}

/** Held until the transaction ends. */
export async function holdConnector(tx: Write, id: number): Promise<Connector | undefined> {
  const { rows } =
    await sql<Connector>`select ${columns} from live.connector c where c.id = ${id} and ${kept(tx)} for update`.execute(
      tx.q,
    )
  return rows[0]
}

export async function insertConnector(
  tx: Write,
  authorityId: number,
  { audienceId, kind, name, address }: SaidOfConnector,
): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`insert into live.connector (authority_id, audience_id, kind, name, address)
    values (${authorityId}, ${audienceId}, ${kind}, ${name}, ${address}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function updateConnector(
  tx: Write,
  id: number,
  { audienceId, kind, name, address }: SaidOfConnector,
): Promise<void> {
  await sql`update live.connector set audience_id = ${audienceId}, kind = ${kind}, name = ${name}, address = ${address} where id = ${id}`.execute(
    tx.q,
  )
}

export async function deleteConnector(tx: Write, id: number): Promise<void> {
  await sql`delete from live.connector where id = ${id}`.execute(tx.q)
}

/** How many are for each of these audiences. */
export async function countForAudiences(
  tx: Read,
  audienceIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{
    id: number
    count: number
  }>`select c.audience_id as id, count(*)::integer as count
    from live.connector c where c.audience_id = any (${audienceIds as number[]}::integer[]) and ${kept(tx)} group by 1`.execute(
    tx.q,
  )
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** Those whose turn has come. As the system. */
export async function dueConnectors(tx: Read, most: number): Promise<Connector[]> {
  const { rows } = await sql<Connector>`select ${columns} from live.connector c where c.next_at <= ${tx.now}
    order by c.next_at, c.id limit ${most}`.execute(tx.q)
  return rows
}

/**
 * What its reading gave: read again in ten minutes, in thirty when it failed; what it said before stays then. Nothing of an address that was
 * changed meanwhile. As the system.
 */
export async function noteReading(
  tx: Write,
  { id, version }: Pick<Connector, 'id' | 'version'>,
  { why, lines }: { why: Why | null; lines: readonly Line[] },
): Promise<void> {
  await sql`update live.connector set why = ${why},
      lines = case when ${why}::text is null then ${JSON.stringify(lines)}::jsonb else lines end,
      read_at = case when ${why}::text is null then ${tx.now}::timestamptz else read_at end,
      next_at = ${tx.now}::timestamptz + case when ${why}::text is null then interval '10 minutes' else interval '30 minutes' end
    where id = ${id} and version = ${version}`.execute(tx.q)
}
