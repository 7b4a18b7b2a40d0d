// Mails as they were written: what the demonstration shows instead of a mailbox. Read as the system, in demo mode only.
import { sql } from 'kysely'
import type { Read } from '../db/db.ts'

/** A line of the list. */
export interface KeptMail {
  id: string
  to: string
  subject: string
  createdAt: Date
  /** null: not sent yet. */
  sentAt: Date | null
}

/** One mail with its two forms. */
export interface WholeMail extends KeptMail {
  text: string
  html: string
}

const columns = sql`id, recipient as "to", subject, created_at as "createdAt", sent_at as "sentAt"`

/** The latest mails, newest first; `to` keeps one recipient, whatever the case; `limit` is 100 unless told. */
export async function keptMails(
  tx: Read,
  options: { to?: string; limit?: number } = {},
): Promise<KeptMail[]> {
  const { to, limit = 100 } = options
  const only = to === undefined ? sql`true` : sql`lower(recipient) = lower(${to})`
  const { rows } = await sql<KeptMail>`
    select ${columns} from platform.mail where ${only} order by created_at desc, id limit ${limit}`.execute(
    tx.q,
  )
  return rows
}

/** One mail, or null. */
export async function keptMail(tx: Read, id: string): Promise<WholeMail | null> {
  const { rows } = await sql<WholeMail>`
    select ${columns}, text_body as text, html_body as html from platform.mail where id::text = ${id}`.execute(
    tx.q,
  )
  return rows[0] ?? null
}
