// SQL of changes of address and of closed accounts. Callers act as the system.
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface EmailChange {
  id: number
  personId: number
  /** null: the account had no address; nobody is asked then but the new one. */
  oldEmail: string | null
  newEmail: string
  dueAt: Date
  newConfirmedAt: Date | null
  oldConfirmedAt: Date | null
}

const open = (which: RawBuilder<unknown>) => sql<EmailChange>`
  select c.id, c.person_id as "personId", p.email as "oldEmail", c.new_email as "newEmail", c.due_at as "dueAt",
    c.new_confirmed_at as "newConfirmedAt", c.old_confirmed_at as "oldConfirmedAt"
  from accounts.email_change c join accounts.person p on p.id = c.person_id
  where ${which} and c.cancelled_at is null and c.done_at is null and p.closed_at is null`

/** The change of a person that is still waiting. */
export async function changeOf(tx: Read, personId: number): Promise<EmailChange | null> {
  return (await open(sql`c.person_id = ${personId}`).execute(tx.q)).rows[0] ?? null
}

export async function changeById(tx: Read, id: number): Promise<EmailChange | null> {
  return (await open(sql`c.id = ${id}`).execute(tx.q)).rows[0] ?? null
}

/** The waiting change that a link is about, and from which address the link came. */
export async function changeByLink(
  tx: Read,
  hash: Buffer,
): Promise<(EmailChange & { side: 'new' | 'old' }) | null> {
  const isNew = (await open(sql`c.new_hash = ${hash}`).execute(tx.q)).rows[0]
  if (isNew !== undefined) return { ...isNew, side: 'new' }
  const isOld = (await open(sql`c.old_hash = ${hash}`).execute(tx.q)).rows[0]
  return isOld === undefined ? null : { ...isOld, side: 'old' }
}

export async function insertChange(
  tx: Write,
  change: { personId: number; newEmail: string; newHash: Buffer; oldHash: Buffer; dueAt: Date },
): Promise<number> {
  const { personId, newEmail, newHash, oldHash, dueAt } = change
  const { rows } = await sql<{ id: number }>`
    insert into accounts.email_change (person_id, new_email, new_hash, old_hash, asked_at, due_at)
    values (${personId}, ${newEmail}, ${newHash}, ${oldHash}, ${tx.now}, ${dueAt}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function noteConfirmed(tx: Write, id: number, side: 'new' | 'old'): Promise<void> {
  const column = sql.ref(side === 'new' ? 'new_confirmed_at' : 'old_confirmed_at')
  await sql`update accounts.email_change set ${column} = coalesce(${column}, ${tx.now}) where id = ${id}`.execute(
    tx.q,
  )
}

/** The waiting change of a person waits no more. */
export async function cancelChange(tx: Write, personId: number): Promise<boolean> {
  const { rows } = await sql`
    update accounts.email_change set cancelled_at = ${tx.now}
    where person_id = ${personId} and cancelled_at is null and done_at is null returning 1`.execute(tx.q)
  return rows.length === 1
}

/** Moves the account to its new address; false when another account has it now. */
export async function moveTo(tx: Write, { id, personId, newEmail }: EmailChange): Promise<boolean> {
  const { rows } = await sql`
    update accounts.person set email = ${newEmail}, email_verified_at = ${tx.now} where id = ${personId}
      and coalesce(accounts.of_email(${newEmail}), id) = id
    returning 1`.execute(tx.q)
  if (rows.length === 1)
    await sql`update accounts.email_change set done_at = ${tx.now} where id = ${id}`.execute(tx.q)
  return rows.length === 1
}
