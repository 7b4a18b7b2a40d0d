// SQL of account numbers and paper codes. They are the system's alone: callers act as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { inForce } from '#people'

/** The account of a number, as a desk sees it: a name, and what it signs in with. */
export interface DeskAccount {
  personId: number
  number: string
  name: string
  /** When the code on paper was made; null when there is none any more. */
  codeSince: Date | null
  /** May sign in without the paper: an address, or a passkey. */
  hasOther: boolean
}

const deskAccount = sql`
  select n.person_id as "personId", n.number, p.name, c.made_at as "codeSince",
    (p.email is not null or exists (select from accounts.passkey k where k.person_id = p.id)) as "hasOther"
  from accounts.account_number n join accounts.person p on p.id = n.person_id
  left join accounts.paper_code c on c.person_id = n.person_id`

export async function accountByNumber(tx: Read, number: string): Promise<DeskAccount | null> {
  const { rows } =
    await sql<DeskAccount>`${deskAccount} where n.number = ${number} and p.closed_at is null`.execute(tx.q)
  return rows[0] ?? null
}

/** The account that a page opened already. */
export async function accountAskedBy(tx: Read, askedKey: string): Promise<DeskAccount | null> {
  const { rows } =
    await sql<DeskAccount>`${deskAccount} where n.asked_key = ${askedKey} and p.closed_at is null`.execute(
      tx.q,
    )
  return rows[0] ?? null
}

/** The number of a person and since when the code on paper works; null for whoever has no number. */
export async function paperOf(
  tx: Read,
  personId: number,
): Promise<{ number: string; codeSince: Date | null } | null> {
  const { rows } = await sql<{ number: string; codeSince: Date | null }>`
    select n.number, c.made_at as "codeSince" from accounts.account_number n
    left join accounts.paper_code c on c.person_id = n.person_id where n.person_id = ${personId}`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

export interface Asked {
  personId: number
  agentId: number
  /** Of the page: sent twice, it counts once. */
  askedKey: string
}

/** Who gives a number: an agent for an authority, or nobody when the person asks for it. */
export interface NewNumber {
  personId: number
  number: string
  askedKey: string
  agentId: number | null
  authorityId: number | null
}

/** false when the number is taken, the person has one, or the page was sent before. */
export async function insertNumber(tx: Write, given: NewNumber): Promise<boolean> {
  const { personId, number, askedKey, agentId, authorityId } = given
  const { rows } = await sql`
    insert into accounts.account_number (person_id, number, given_at, given_by, authority_id, asked_key)
    values (${personId}, ${number}, ${tx.now}, ${agentId}, ${authorityId}, ${askedKey})
    on conflict do nothing returning 1`.execute(tx.q)
  return rows.length === 1
}

/** The code of the person from now on; the one before dies. false when the same page made it already. */
export async function saveCode(
  tx: Write,
  { personId, agentId, askedKey, codeHash }: Asked & { codeHash: Buffer },
): Promise<boolean> {
  const { rows } = await sql`
    insert into accounts.paper_code as c (person_id, code_hash, made_at, made_by, asked_key)
    values (${personId}, ${codeHash}, ${tx.now}, ${agentId}, ${askedKey})
    on conflict (person_id) do update set code_hash = excluded.code_hash, made_at = excluded.made_at,
      made_by = excluded.made_by, asked_key = excluded.asked_key
    where c.asked_key <> excluded.asked_key returning 1`.execute(tx.q)
  return rows.length === 1
}

/** The digest of the code that goes with a number, and whose it is. */
export async function codeOfNumber(
  tx: Read,
  number: string,
): Promise<{ personId: number; codeHash: Buffer } | null> {
  const { rows } = await sql<{ personId: number; codeHash: Buffer }>`
    select n.person_id as "personId", c.code_hash as "codeHash" from accounts.account_number n
    join accounts.paper_code c on c.person_id = n.person_id join accounts.person p on p.id = n.person_id
    where n.number = ${number} and p.closed_at is null`.execute(tx.q)
  return rows[0] ?? null
}

export async function deleteCode(tx: Write, personId: number): Promise<boolean> {
  const { rows } =
    await sql`delete from accounts.paper_code where person_id = ${personId} returning 1`.execute(tx.q)
  return rows.length === 1
}

/** Has a paper code and neither password nor passkey: it is asked again before a sensitive act. */
export async function opensByPaperAlone(tx: Read, personId: number): Promise<boolean> {
  const { rows } = await sql`
    select from accounts.paper_code c where c.person_id = ${personId}
      and not exists (select from accounts.credential k where k.person_id = c.person_id)
      and not exists (select from accounts.passkey k where k.person_id = c.person_id)`.execute(tx.q)
  return rows.length === 1
}

/** Does a parent act for that person now? */
export async function hasParent(tx: Read, personId: number): Promise<boolean> {
  const { rows } = await sql`
    select from accounts.mandate m where m.person_id = ${personId} and m.kind = 'parent' and ${inForce(tx)} limit 1`.execute(
    tx.q,
  )
  return rows.length > 0
}
