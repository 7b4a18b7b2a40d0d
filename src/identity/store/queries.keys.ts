// SQL of the keys that sign. Act as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export type KeyState = 'next' | 'current' | 'previous'

export interface KeyRow {
  kid: string
  state: KeyState
  sealed: Buffer
  changedAt: Date
}

/** Every key, the one that signs first. */
export async function allKeys(tx: Read): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select kid, state, sealed, changed_at as "changedAt" from identity.signing_key
    order by array_position(array['current', 'next', 'previous'], state), changed_at desc`.execute(tx.q)
  return rows
}

/** Whoever makes or turns keys waits for the others. */
export async function lockKeys(tx: Write): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('identity.signing_key'))`.execute(tx.q)
}

export async function insertKey(
  tx: Write,
  key: { kid: string; state: KeyState; sealed: Buffer },
): Promise<void> {
  await sql`insert into identity.signing_key (kid, state, sealed, created_at, changed_at)
    values (${key.kid}, ${key.state}, ${key.sealed}, ${tx.now}, ${tx.now})`.execute(tx.q)
}

export async function moveKeys(tx: Write, from: KeyState, to: KeyState): Promise<void> {
  await sql`update identity.signing_key set state = ${to}, changed_at = ${tx.now} where state = ${from}`.execute(
    tx.q,
  )
}

export async function deletePrevious(tx: Write, before: Date): Promise<void> {
  await sql`delete from identity.signing_key where state = 'previous' and changed_at < ${before}`.execute(
    tx.q,
  )
}
