// SQL of resets of second factors, and of who is in charge of whom. Callers act as the system.
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface TeamMember {
  personId: number
  name: string
  units: string[]
  hasFactor: boolean
  /** Signs in with ProConnect. */
  hasProConnect: boolean
  /** When a reset asked for takes place; null when none is. */
  resetDueAt: Date | null
}

/** Agents and elected members whose offices of today `mine` allows (a condition on m.unit_id and m.authority_id), by name. */
export async function teamOf(tx: Read, mine: RawBuilder<boolean>, but: number): Promise<TeamMember[]> {
  const { rows } = await sql<TeamMember>`
    select p.id as "personId", p.name, array_agg(distinct m.place) as units,
      exists (select from accounts.totp t where t.person_id = p.id) or exists (select from accounts.passkey k where k.person_id = p.id) as "hasFactor",
      exists (select from accounts.external_identity x where x.person_id = p.id and x.provider = 'proconnect') as "hasProConnect",
      (select r.due_at from accounts.factor_reset r where r.person_id = p.id and r.cancelled_at is null and r.done_at is null) as "resetDueAt"
    from accounts.offices_on(territory.day_of(${tx.now})) m join accounts.person p on p.id = m.person_id
    where ${mine} and p.closed_at is null and p.id <> ${but}
    group by p.id, p.name order by p.name collate "fr-x-icu", p.id`.execute(tx.q)
  return rows
}

/** The new id, or null when one is waiting already. */
export async function insertReset(
  tx: Write,
  reset: { personId: number; askedBy: number | null; dueAt: Date; cancelHash: Buffer },
): Promise<number | null> {
  const { personId, askedBy, dueAt, cancelHash } = reset
  const { rows } = await sql<{ id: number }>`
    insert into accounts.factor_reset (person_id, asked_by, asked_at, due_at, cancel_hash)
    values (${personId}, ${askedBy}, ${tx.now}, ${dueAt}, ${cancelHash})
    on conflict (person_id) where cancelled_at is null and done_at is null do nothing returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? null
}

export interface Reset {
  id: number
  personId: number
  /** In charge of the person; null when the person asked. */
  askedBy: number | null
  dueAt: Date
}

const columns = sql`id, person_id as "personId", asked_by as "askedBy", due_at as "dueAt"`

/** A reset that is still waiting, by its id, by its link or by whose it is; null when there is none. */
export async function readReset(
  tx: Read,
  by: { id: number } | { cancelHash: Buffer } | { personId: number },
): Promise<Reset | null> {
  const which =
    'id' in by
      ? sql`id = ${by.id}`
      : 'personId' in by
        ? sql`person_id = ${by.personId}`
        : sql`cancel_hash = ${by.cancelHash}`
  const { rows } = await sql<Reset>`
    select ${columns} from accounts.factor_reset where ${which} and cancelled_at is null and done_at is null`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

/** Ends the wait of what the person asked themselves; null when there is none. */
export async function cancelOwnReset(tx: Write, personId: number): Promise<Reset | null> {
  const { rows } = await sql<Reset>`
    update accounts.factor_reset set cancelled_at = ${tx.now}
    where person_id = ${personId} and asked_by is null and cancelled_at is null and done_at is null returning ${columns}`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

export async function cancelReset(tx: Write, cancelHash: Buffer): Promise<Reset | null> {
  const { rows } = await sql<Reset>`
    update accounts.factor_reset set cancelled_at = ${tx.now}
    where cancel_hash = ${cancelHash} and cancelled_at is null and done_at is null returning ${columns}`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

export async function finishReset(tx: Write, id: number): Promise<boolean> {
  const { rows } = await sql`
    update accounts.factor_reset set done_at = ${tx.now} where id = ${id} and cancelled_at is null and done_at is null returning 1`.execute(
    tx.q,
  )
  return rows.length === 1
}

/** A new link to cancel a reset that waits and was asked by the person; null when there is none. */
export async function renewCancelLink(tx: Write, id: number, cancelHash: Buffer): Promise<Reset | null> {
  const { rows } = await sql<Reset>`
    update accounts.factor_reset set cancel_hash = ${cancelHash}
    where id = ${id} and asked_by is null and cancelled_at is null and done_at is null returning ${columns}`.execute(
    tx.q,
  )
  return rows[0] ?? null
}
