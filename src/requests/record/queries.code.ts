// SQL of tracking codes, and of the names that stand beside a request: functions of the database that ask who calls
// (db/migrations/000070).
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** Opens the request of a code to the browser that gave it. @returns its reference, or null for a code that is none */
export async function proveCode(tx: Write, code: string): Promise<string | null> {
  const { rows } = await sql<{ ref: string | null }>`
    select requests.prove_code(${code}) as ref`.execute(tx.q)
  return rows[0]?.ref ?? null
}

/** Requests whose code this visitor has given since `since`, without an account or under that person's. */
export async function grantedTo(
  tx: Read,
  visitorId: string,
  personId: number | null,
  since: Date,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select request_id as id from requests.code_grant
    where visitor_id = ${visitorId} and granted_at > ${since} and (person_id is null or person_id = ${personId})`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id)
}

/** The code of a request: for the system (mails), for the sender who holds its draft, for the unit that entered it. */
export async function codeOf(tx: Read, requestId: number): Promise<string | undefined> {
  const { rows } = await sql<{ code: string | null }>`select requests.code_of(${requestId}) as code`.execute(
    tx.q,
  )
  return rows[0]?.code ?? undefined
}

/** Names of the helper who sent a request that the actor reads, and of the resident; null when no helper did. */
export async function namesOfSent(
  tx: Read,
  requestId: number,
): Promise<{ helper: string; person: string } | null> {
  const { rows } = await sql<{ helper: string; person: string }>`
    select helper, person from requests.sent_for(${requestId})`.execute(tx.q)
  return rows[0] ?? null
}

/** Whose account a request went to: for the agent who typed its number. */
export async function holderName(tx: Read, requestId: number): Promise<string> {
  const { rows } = await sql<{
    name: string | null
  }>`select requests.holder_of(${requestId}) as name`.execute(tx.q)
  return rows[0]?.name ?? ''
}
