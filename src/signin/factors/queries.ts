// SQL of second factors. They are the system's alone: callers act as the system.
import { sql } from 'kysely'
import { inOffice } from '#people'
import type { Read, Write } from '#platform/db/db.ts'

/** What a person has besides a password. */
export interface FactorState {
  totpSince: Date | null
  passkeys: number
  /** Recovery codes not used yet. */
  codesLeft: number
  /** Acts for an authority, as an agent or elected: two factors are never optional. */
  isInOffice: boolean
}

export async function readFactors(tx: Read, personId: number): Promise<FactorState> {
  const { rows } = await sql<FactorState>`
    select (select created_at from accounts.totp where person_id = ${personId}) as "totpSince",
      (select count(*)::int from accounts.passkey where person_id = ${personId}) as passkeys,
      (select count(*)::int from accounts.recovery_code where person_id = ${personId} and used_at is null) as "codesLeft",
      ${inOffice(tx, sql`${personId}::bigint`)} as "isInOffice"`.execute(tx.q)
  return rows[0] ?? { totpSince: null, passkeys: 0, codesLeft: 0, isInOffice: false }
}

export interface HalfSession {
  personId: number
  email: string | null
  name: string
  /** Begun with a paper, on a computer that others use: the whole session is as short as the paper's. */
  isShared: boolean
}

/** The session of that token when a password alone opened it; null when it is absent, ended, or more than that. */
export async function readHalf(tx: Read, tokenHash: Buffer): Promise<HalfSession | null> {
  const { rows } = await sql<HalfSession>`
    select p.id as "personId", p.email, p.name, s.is_shared as "isShared"
    from accounts.session s join accounts.person p on p.id = s.person_id
    where s.token_hash = ${tokenHash} and s.factors = 1 and s.expires_at > ${tx.now} and p.closed_at is null`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

export interface TotpRow {
  lockedSecret: Buffer
  usedSteps: number[]
}

export async function readTotp(tx: Read, personId: number): Promise<TotpRow | null> {
  const { rows } = await sql<TotpRow>`
    select locked_secret as "lockedSecret", used_steps::int[] as "usedSteps" from accounts.totp where person_id = ${personId}`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

export async function saveTotp(
  tx: Write,
  personId: number,
  lockedSecret: Buffer,
  usedSteps: number[],
): Promise<void> {
  await sql`
    insert into accounts.totp (person_id, locked_secret, created_at, used_steps)
    values (${personId}, ${lockedSecret}, ${tx.now}, ${usedSteps}::bigint[])
    on conflict (person_id) do update set locked_secret = excluded.locked_secret, created_at = excluded.created_at,
      used_steps = excluded.used_steps`.execute(tx.q)
}

/** Notes that the code of a step was used: of two at once, one alone gets true. Old steps are forgotten. */
export async function claimStep(tx: Write, personId: number, step: number): Promise<boolean> {
  const { rows } = await sql`
    update accounts.totp set used_steps = array(select used from unnest(used_steps) used where used > ${step - 10}) || ${step}::bigint
    where person_id = ${personId} and not used_steps @> array[${step}::bigint] returning 1`.execute(tx.q)
  return rows.length === 1
}

export async function deleteTotp(tx: Write, personId: number): Promise<void> {
  await sql`delete from accounts.totp where person_id = ${personId}`.execute(tx.q)
  await sql`delete from accounts.recovery_code where person_id = ${personId}`.execute(tx.q)
}

/** The codes given before stop working. */
export async function replaceRecoveryCodes(tx: Write, personId: number, hashes: Buffer[]): Promise<void> {
  await sql`delete from accounts.recovery_code where person_id = ${personId}`.execute(tx.q)
  await sql`insert into accounts.recovery_code (person_id, code_hash, created_at)
    select ${personId}, hash, ${tx.now} from unnest(${hashes}::bytea[]) hash`.execute(tx.q)
}

/** Uses a recovery code: of two at once, one alone gets true. */
export async function claimRecoveryCode(tx: Write, personId: number, hash: Buffer): Promise<boolean> {
  const { rows } = await sql`
    update accounts.recovery_code set used_at = ${tx.now}
    where person_id = ${personId} and code_hash = ${hash} and used_at is null returning 1`.execute(tx.q)
  return rows.length === 1
}

/** From now on the session counts two factors, proved at this moment. */
export async function markTwoFactors(tx: Write, tokenHash: Buffer): Promise<void> {
  await sql`update accounts.session set factors = 2, proved_at = ${tx.now} where token_hash = ${tokenHash}`.execute(
    tx.q,
  )
}
