// SQL of identities that somebody must look at. The system's alone: callers checked who decides.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { ProviderId } from './providers.ts'
import type { Known } from './queries.ts'

export type Because = 'same-pivot' | 'same-email' | 'other-link' | 'changed-pivot'
export type Decision = 'same' | 'other'

export interface Check extends Known {
  id: number
  personId: number
  provider: ProviderId
  because: Because
  /** As the provider names the person now. */
  name: string
  /** Name and address of the account. */
  accountName: string
  accountEmail: string | null
  askedAt: Date
}

/** Asks somebody to look, once for each identity. */
export async function insertCheck(
  tx: Write,
  check: Known & { personId: number; provider: ProviderId; because: Because; name: string },
): Promise<void> {
  const { personId, provider, issuer, subject, because, name, acr, pivotHash, emailHash, idpId, uid, siret } =
    check
  await sql`
    insert into accounts.identity_check (person_id, provider, issuer, subject, because, name, acr, pivot_hash, email_hash, idp_id, uid, siret, asked_at)
    values (${personId}, ${provider}, ${issuer}, ${subject}, ${because}, ${name}, ${acr}, ${pivotHash}, ${emailHash}, ${idpId}, ${uid}, ${siret}, ${tx.now})
    on conflict (issuer, subject) where decided_at is null do nothing`.execute(tx.q)
}

const columns = sql`
  c.id, c.person_id as "personId", c.provider, c.issuer, c.subject, c.because, c.name, c.acr, c.pivot_hash as "pivotHash",
  c.email_hash as "emailHash", c.idp_id as "idpId", c.uid, c.siret, c.asked_at as "askedAt", p.name as "accountName", p.email as "accountEmail"`

export async function openChecks(tx: Read): Promise<Check[]> {
  const { rows } = await sql<Check>`
    select ${columns} from accounts.identity_check c join accounts.person p on p.id = c.person_id
    where c.decided_at is null order by c.asked_at, c.id limit 200`.execute(tx.q)
  return rows
}

/** What the latest decision about that identity was; `open` while nobody decided; null when there never was a doubt. */
export async function standingOf(tx: Read, { issuer, subject }: Known): Promise<Decision | 'open' | null> {
  const { rows } = await sql<{ decision: Decision | null }>`
    select decision from accounts.identity_check where issuer = ${issuer} and subject = ${subject} order by id desc limit 1`.execute(
    tx.q,
  )
  return rows[0] === undefined ? null : (rows[0].decision ?? 'open')
}

/** Decides, once; the name is forgotten. null when there is nothing to decide (any more). */
export async function closeCheck(
  tx: Write,
  id: number,
  decision: Decision,
  decidedBy: number,
): Promise<Check | null> {
  const { rows } = await sql<Check>`
    update accounts.identity_check c set decided_at = ${tx.now}, decision = ${decision}, decided_by = ${decidedBy}, name = ''
    from accounts.person p where c.id = ${id} and p.id = c.person_id and c.decided_at is null returning ${columns}`.execute(
    tx.q,
  )
  return rows[0] ?? null
}
