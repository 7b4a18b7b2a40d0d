// SQL of the links sent by mail. They are the system's alone: callers act as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export type Purpose = 'sign-up' | 'password' | 'factor' | 'invitation' | 'sign-in'

export interface Proof {
  email: string
  payload: Record<string, unknown>
}

export async function insertProof(
  tx: Write,
  proof: Proof & { tokenHash: Buffer; purpose: Purpose; expiresAt: Date },
): Promise<void> {
  const { tokenHash, purpose, email, payload, expiresAt } = proof
  await sql`
    insert into accounts.proof (token_hash, purpose, email, payload, created_at, expires_at)
    values (${tokenHash}, ${purpose}, ${email}, ${JSON.stringify(payload)}::jsonb, ${tx.now}, ${expiresAt})`.execute(
    tx.q,
  )
}

export async function readProof(tx: Read, tokenHash: Buffer, purpose: Purpose): Promise<Proof | null> {
  const { rows } = await sql<Proof>`
    select email, payload from accounts.proof
    where token_hash = ${tokenHash} and purpose = ${purpose} and used_at is null and expires_at > ${tx.now}`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

/** Uses the proof: of two at once, one alone gets it. */
export async function useProof(tx: Write, tokenHash: Buffer, purpose: Purpose): Promise<Proof | null> {
  const { rows } = await sql<Proof>`
    update accounts.proof set used_at = ${tx.now}, payload = '{}'
    from (select payload from accounts.proof where token_hash = ${tokenHash} for update) as before
    where token_hash = ${tokenHash} and purpose = ${purpose} and used_at is null and expires_at > ${tx.now}
    returning email, before.payload`.execute(tx.q)
  return rows[0] ?? null
}

/** Every other link of that kind sent to the address stops working. */
export async function cancelProofs(tx: Write, purpose: Purpose, email: string): Promise<void> {
  await sql`
    update accounts.proof set used_at = ${tx.now}, payload = '{}'
    where purpose = ${purpose} and lower(email) = lower(${email}) and used_at is null`.execute(tx.q)
}
