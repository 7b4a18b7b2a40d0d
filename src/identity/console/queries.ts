// SQL of the trials of the console: what is left of them to forget.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export async function isSecretLive(tx: Read, clientId: string, digest: Buffer): Promise<boolean> {
  const { rows } = await sql`select from identity.client_secret
    where client_id = ${clientId} and digest = ${digest} and expires_at > ${tx.now}`.execute(tx.q)
  return rows.length === 1
}

export async function deleteSecret(tx: Write, clientId: string, digest: Buffer): Promise<void> {
  await sql`delete from identity.client_secret where client_id = ${clientId} and digest = ${digest}`.execute(
    tx.q,
  )
}

export async function deleteDeadSecrets(tx: Write): Promise<void> {
  await sql`delete from identity.client_secret s using identity.client c
    where c.id = s.client_id and c.console_of is not null and s.expires_at <= ${tx.now}`.execute(tx.q)
}

/** Consents still live at a double, given before that instant. */
export async function staleTrials(tx: Read, before: Date): Promise<{ personId: number; clientId: string }[]> {
  const { rows } = await sql<{ personId: number; clientId: string }>`
    select s.person_id as "personId", s.client_id as "clientId" from identity.consent s
    join identity.client c on c.id = s.client_id
    where c.console_of is not null and s.ended_at is null and s.given_at <= ${before}`.execute(tx.q)
  return rows
}
