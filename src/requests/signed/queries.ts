// SQL of what was signed with a request: sealed by the database as it was sent (requests.seal).
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** How whoever signed was known. */
export type KnownBy = 'nothing' | 'account' | 'helper' | 'agent' | 'mail'

export interface Signature {
  fieldId: string
  name: string
  /** As it was signed. */
  sentence: string
  formVersion: number
  /** As whom, for whoever was asked to sign too. */
  signsAs: string | null
  /** SHA-256 of the answers as they were sent, in hexadecimal. */
  digest: string
  signedAt: Date
  knownBy: KnownBy
  /** The answers are those that were signed: computed now, of what is kept. */
  isWhole: boolean
}

/** What was signed with a request that the actor reads, in the order of the form. */
export async function signaturesOf(tx: Read, requestId: number): Promise<Signature[]> {
  const { rows } = await sql<Signature>`
    select s.field_id as "fieldId", s.name, s.sentence, s.form_version as "formVersion", s.digest,
      s.signed_at as "signedAt", s.known_by as "knownBy", s.signs_as as "signsAs", s.digest = requests.digest_of(r.answers) as "isWhole"
    from requests.signature s join requests.request r on r.id = s.request_id where s.request_id = ${requestId}
    order by s.signed_at, s.field_id`.execute(tx.q)
  return rows
}

/** They go with whoever asked. As the system. */
export async function eraseSignatures(tx: Write, requestIds: readonly number[]): Promise<void> {
  await sql`delete from requests.signature where request_id = any (${requestIds as number[]})`.execute(tx.q)
}
