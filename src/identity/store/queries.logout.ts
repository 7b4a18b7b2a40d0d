// SQL of the sign-outs still to be told to sites, and of what became of each. Act as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface Delivery {
  id: string
  clientId: string
  personId: number
  sid: string | null
  attempts: number
  deliveredAt: Date | null
}

export async function insertDelivery(
  tx: Write,
  row: { id: string; clientId: string; personId: number; sid: string | null },
): Promise<void> {
  await sql`insert into identity.logout_delivery (id, client_id, person_id, sid, created_at)
    values (${row.id}, ${row.clientId}, ${row.personId}, ${row.sid}, ${tx.now})`.execute(tx.q)
}

export async function deliveryById(tx: Read, id: string): Promise<Delivery | null> {
  const { rows } = await sql<Delivery>`
    select id, client_id as "clientId", person_id as "personId", sid, attempts, delivered_at as "deliveredAt"
    from identity.logout_delivery where id = ${id}`.execute(tx.q)
  return rows[0] ?? null
}

/** `outcome` is a status or a reason, never an address nor a person. */
export async function noteAttempt(
  tx: Write,
  id: string,
  outcome: string,
  isDelivered: boolean,
): Promise<void> {
  await sql`
    update identity.logout_delivery set attempts = attempts + 1, last_attempt_at = ${tx.now}, last_outcome = ${outcome},
      delivered_at = ${isDelivered ? tx.now : null}
    where id = ${id} and delivered_at is null`.execute(tx.q)
}

export interface DeliveryReport {
  createdAt: Date
  attempts: number
  lastOutcome: string | null
  deliveredAt: Date | null
}

/** The last sign-outs told to a site, newest first, for its administrators: without anything about whom. */
export async function deliveryReport(tx: Read, clientId: string): Promise<DeliveryReport[]> {
  const { rows } = await sql<DeliveryReport>`
    select created_at as "createdAt", attempts, last_outcome as "lastOutcome", delivered_at as "deliveredAt"
    from identity.told_of_sign_outs(${clientId})`.execute(tx.q)
  return rows
}

/** Notices of sign-out delivered before that, or never deliverable. As the system. @returns how many went */
export async function forgetDeliveries(tx: Write, before: Date, most: number): Promise<number> {
  const done = await sql`delete from identity.logout_delivery where id in (
    select id from identity.logout_delivery where created_at < ${before} limit ${most})`.execute(tx.q)
  return Number(done.numAffectedRows ?? 0n)
}
