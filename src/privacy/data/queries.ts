// SQL of the messages written to a person.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface HeldMail {
  subject: string
  at: Date
}

export async function mailsTo(tx: Read, email: string): Promise<HeldMail[]> {
  const { rows } = await sql<HeldMail>`
    select subject, created_at as at from platform.mail where lower(recipient) = lower(${email}) order by created_at, id`.execute(
    tx.q,
  )
  return rows
}

/** Mails to that address, sent or not. @returns how many went */
export async function deleteMailsTo(tx: Write, email: string): Promise<number> {
  const done = await sql`delete from platform.mail where lower(recipient) = lower(${email})`.execute(tx.q)
  return Number(done.numAffectedRows ?? 0n)
}
