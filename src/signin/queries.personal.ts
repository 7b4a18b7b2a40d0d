// SQL of the means by which one person signs in: for the page « Mes données », the export and the erasure. Act as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface HeldMean {
  what: string
  /** Name given by the person, kind of browser, provider: never a secret. */
  detail: string | null
  since: Date
  lastUsedAt: Date | null
}

/** What proves who the person is, and from where they came. Secrets are never read. */
export async function heldMeans(tx: Read, personId: number): Promise<HeldMean[]> {
  const { rows } = await sql<HeldMean>`
    select 'Mot de passe (empreinte)' as what, null as detail, changed_at as since, null::timestamptz as "lastUsedAt" from accounts.credential where person_id = ${personId}
    union all select 'Code sur papier (empreinte)', null, made_at, null from accounts.paper_code where person_id = ${personId}
    union all select 'Numéro de compte', number, given_at, null from accounts.account_number where person_id = ${personId}
    union all select 'Clé d’accès', name, created_at, last_used_at from accounts.passkey where person_id = ${personId}
    union all select 'Application de codes', null, created_at, null from accounts.totp where person_id = ${personId}
    union all select 'Code de secours (empreinte)', null, created_at, used_at from accounts.recovery_code where person_id = ${personId}
    union all select 'Appareil', browser, first_seen_at, last_seen_at from accounts.device where person_id = ${personId}
    union all select 'Session ouverte', null, created_at, last_seen_at from accounts.session where person_id = ${personId} and root_id is null
    union all select case provider when 'franceconnect' then 'FranceConnect' else 'ProConnect' end, null, first_used_at, last_used_at
      from accounts.external_identity where person_id = ${personId}
    union all select 'Compte de la collectivité', null, first_used_at, last_used_at from accounts.employed where person_id = ${personId}
    union all select 'Vérification d’identité', name, asked_at, decided_at from accounts.identity_check where person_id = ${personId}
    union all select 'Changement d’adresse', new_email, asked_at, done_at from accounts.email_change where person_id = ${personId}
    order by since`.execute(tx.q)
  return rows
}

/** Tables of means that an account may do without: their rows go. @returns how many went */
export async function eraseMeans(tx: Write, personId: number): Promise<number> {
  let erased = 0
  for (const table of [
    'challenge',
    'credential',
    'email_change',
    'employed',
    'external_identity',
    'factor_reset',
    'federation_attempt',
    'paper_code',
    'account_number',
    'passkey',
    'recovery_code',
    // A session that ends is remembered: in that order.
    'session',
    'ended_session',
    'device',
    'totp',
  ]) {
    const { numAffectedRows = 0n } = await sql`
      delete from accounts.${sql.ref(table)} where person_id = ${personId}`.execute(tx.q)
    erased += Number(numAffectedRows)
  }
  const checks = await sql`
    delete from accounts.identity_check where person_id = ${personId}`.execute(tx.q)
  return erased + Number(checks.numAffectedRows ?? 0n)
}

/** Invitations that the person accepted, or sent; whom they invited is not theirs to read. */
export async function invitationsAbout(
  tx: Read,
  personId: number,
): Promise<{ authorityId: number; isReceived: boolean; at: Date }[]> {
  const { rows } = await sql<{ authorityId: number; isReceived: boolean; at: Date }>`
    select authority_id as "authorityId", coalesce(person_id = ${personId}, false) as "isReceived", invited_at as at
    from accounts.invitation where person_id = ${personId} or invited_by = ${personId} order by invited_at`.execute(
    tx.q,
  )
  return rows
}

/** Those accepted go; those sent are no longer anybody’s. */
export async function eraseInvitations(tx: Write, personId: number): Promise<void> {
  await sql`delete from accounts.agent_import where set_by = ${personId}`.execute(tx.q)
  await sql`delete from accounts.invitation where person_id = ${personId}`.execute(tx.q)
  await sql`update accounts.invitation set invited_by = null where invited_by = ${personId}`.execute(tx.q)
}
