// Mails leave after the answer: written in the transaction that causes them, handed over by a job, each exactly once.
import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { system } from '../actor.ts'
import { atOnce } from '../limits/at-once.ts'
import type { Database, Write } from '../db/db.ts'
import { addJob, type JobHandler } from '../jobs.ts'
import type { Mail, MailList } from './message.ts'
import { type MailContent, renderMail } from './render.ts'
import type { MailTransport } from './transport.ts'

/** A mail to write: its content in words; it is rendered as text and as HTML. */
export interface OutgoingMail extends Omit<MailContent, 'site'> {
  /** UUID; given when the same fact must never write twice. */
  id?: string
  /** A bare address. */
  to: string
  subject: string
  /** Who writes, and its colour `#rrggbb` (the default one when absent). */
  site: { name: string; brand?: string | undefined }
  /** Not before: whoever it is for asked to be left alone until then. Absent: at once. */
  leavesAt?: Date | undefined
  /** Where one answers it; absent: nobody reads what is answered. */
  replyTo?: string | undefined
  list?: MailList | undefined
}

/** The job that sends, as in `sendMail`. */
export const SEND_MAIL = 'platform.send_mail'

/** A mail id that the same key always gives: a job that runs twice writes once. */
export function mailIdOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/**
 * Writes a mail in this transaction and plans its sending. Mails are the system's: what others do is told by jobs.
 * @returns its id; an id already used writes nothing
 */
export async function queueMail(tx: Write, mail: OutgoingMail): Promise<string> {
  const id = mail.id ?? randomUUID()
  const { text, html } = renderMail({ ...mail, site: { name: mail.site.name, brand: mail.site.brand ?? '' } })
  await sql`
    insert into platform.mail (id, recipient, subject, text_body, html_body, created_at, unsubscribe, reply_to, list_id, list_page)
    values (${id}, ${mail.to}, ${mail.subject}, ${text}, ${html}, ${tx.now}, ${mail.unsubscribe ?? null}, ${mail.replyTo ?? null},
      ${mail.list?.id ?? null}, ${mail.list?.page ?? null})
    on conflict (id) do nothing`.execute(tx.q)
  const { leavesAt = tx.now } = mail
  if (leavesAt > tx.now) await addJob(tx, SEND_MAIL, { mailId: id }, jobKey(id), leavesAt)
  else if (tx.mailsWritten === undefined) await addJob(tx, SEND_MAIL, { mailId: id }, jobKey(id))
  else tx.mailsWritten.push(id)
  return id
}

const jobKey = (id: string): string => `mail:${id}`

/**
 * The job `platform.send_mail`: hands the mail over, then notes that it left. A retry carries the same Message-ID.
 * @param transport null: nothing is sent, the mail stays where the demonstration shows it (kept.ts)
 */
export function sendMail(transport: MailTransport | null): JobHandler {
  return async (db, payload) => {
    const id = String(payload.mailId)
    if (transport !== null) {
      const mail = await claim(db, id)
      if (mail === null) return
      try {
        await transport.send(mailOf(mail), id)
      } catch (error) {
        await atOnce(db, 'mail_release', 'update platform.mail set claimed_at = null where id = $1', [id])
        throw error
      }
    }
    await atOnce(db, 'mail_sent', 'update platform.mail set sent_at = $1 where id = $2 and sent_at is null', [
      db.clock(),
      id,
    ])
  }
}

/**
 * A job that hands over the mails it wrote itself, once they are committed, instead of planning a job for each. What cannot leave
 * is planned, and the job is done; what a killed program left behind is planned by `planForgotten`.
 * @param send the job of one mail (`sendMail`)
 */
export function sendingMails(handler: JobHandler, send: JobHandler): JobHandler {
  return async (db, payload) => {
    const written: string[] = []
    await handler(
      { ...db, write: (actor, work) => db.write(actor, (tx) => work({ ...tx, mailsWritten: written })) },
      payload,
    )
    for (const mailId of written)
      await send(db, { mailId }).catch(() =>
        db.write(system, (tx) => addJob(tx, SEND_MAIL, { mailId }, jobKey(mailId))),
      )
  }
}

/** How long a mail waits for the job that wrote it, or for whoever has claimed it. */
const PATIENCE_MS = 5 * 60_000

/** Plans the mails that a job wrote and did not live to send. @returns how many */
export async function planForgotten(tx: Write): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select id from platform.forgotten_mails(${new Date(tx.now.getTime() - PATIENCE_MS)}) id`.execute(tx.q)
  for (const { id } of rows) await addJob(tx, SEND_MAIL, { mailId: id }, jobKey(id))
  return rows.length
}

/** Drops those of these mails that have not left. As the system. @returns how many */
export async function dropUnsent(tx: Write, ids: readonly string[]): Promise<number> {
  const done = await sql`delete from platform.mail
    where id = any (${ids as string[]}::uuid[]) and sent_at is null and claimed_at is null`.execute(tx.q)
  return Number(done.numAffectedRows ?? 0n)
}

/** Forgets mails that left before that, or were never to leave: they hold what residents wrote, and links. @returns how many went */
export async function forgetMails(tx: Write, before: Date, most: number): Promise<number> {
  const done = await sql`delete from platform.mail where id in (
    select id from platform.mail where coalesce(sent_at, created_at) < ${before} limit ${most})`.execute(tx.q)
  return Number(done.numAffectedRows ?? 0n)
}

interface Unsent {
  to: string
  subject: string
  text: string
  html: string
  unsubscribe: string | null
  replyTo: string | null
  listId: string | null
  listPage: string | null
}

const mailOf = ({ unsubscribe, replyTo, listId, listPage, ...written }: Unsent): Mail => ({
  ...written,
  unsubscribe: unsubscribe ?? undefined,
  replyTo: replyTo ?? undefined,
  list: listId === null || listPage === null ? undefined : { id: listId, page: listPage },
})

// One worker at a time has a mail in hand; a claim that its worker did not live to honour ends by itself.
async function claim(db: Database, id: string): Promise<Unsent | null> {
  const now = db.clock()
  const [mail] = await atOnce<Unsent>(
    db,
    'mail_claim',
    `update platform.mail set claimed_at = $1
     where id = $2 and sent_at is null and (claimed_at is null or claimed_at < $3)
     returning recipient as "to", subject, text_body as text, html_body as html, unsubscribe, reply_to as "replyTo",
       list_id as "listId", list_page as "listPage"`,
    [now, id, new Date(now.getTime() - PATIENCE_MS)],
  )
  return mail ?? (await refuseHeld(db, id))
}

async function refuseHeld(db: Database, id: string): Promise<null> {
  const held = await atOnce(db, 'mail_held', 'select from platform.mail where id = $1 and sent_at is null', [
    id,
  ])
  if (held.length > 0) throw new Error('this mail is in the hands of another worker')
  return null
}
