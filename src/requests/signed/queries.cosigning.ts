// SQL of second signatures that are asked before a form is sent: of one’s own draft, and by the link that was mailed.
import { sql } from 'kysely'
import type { Answers } from '#forms'
import type { Read, Write } from '#platform/db/db.ts'

export interface Cosigning {
  id: number
  draftId: string
  fieldId: string
  name: string
  email: string
  signsAs: string
  sentence: string
  askedAt: Date
  reminders: number
  /** null: awaited. */
  answer: 'signed' | 'refused' | 'silent' | null
  answeredAt: Date | null
  reason: string | null
}

const COSIGNING = sql`c.id, c.draft_id as "draftId", c.field_id as "fieldId", c.name, c.email, c.signs_as as "signsAs", c.sentence,
  c.asked_at as "askedAt", c.reminders, c.answer, c.answered_at as "answeredAt", c.reason`

/** What was asked for a draft that the actor has, or the system. */
export async function cosigningsOf(tx: Read, draftId: string): Promise<Cosigning[]> {
  const { rows } = await sql<Cosigning>`
    select ${COSIGNING} from requests.cosigning c where c.draft_id = ${draftId} order by c.id`.execute(tx.q)
  return rows
}

/** Asks whom these answers name and nobody has asked yet: a job writes to each. @returns how many */
export async function askCosignatures(tx: Write, draftId: string, sent: Answers): Promise<number> {
  const { rows } = await sql<{ asked: number }>`
    select requests.ask_cosignatures(${draftId}, ${JSON.stringify(sent)}::jsonb) as asked`.execute(tx.q)
  return rows[0]?.asked ?? 0
}

/** Nobody is asked any more. */
export async function withdrawCosignatures(tx: Write, draftId: string): Promise<void> {
  await sql`delete from requests.cosigning where draft_id = ${draftId}`.execute(tx.q)
}

/** What a link opens to whoever is asked to sign. */
export interface AskedToSign {
  id: number
  draftId: string
  fieldId: string
  name: string
  signsAs: string
  sentence: string
  askedAt: Date
  serviceSlug: string
  serviceVersion: number
  formId: string
  formVersion: number
  /** All that the draft holds, of hidden questions too. */
  answers: Answers
}

export async function cosigningBy(tx: Read, hash: Buffer): Promise<AskedToSign | undefined> {
  const { rows } = await sql<AskedToSign>`select * from requests.cosigning_by(${hash})`.execute(tx.q)
  return rows[0]
}

/** @param said the name that signs, or why it is refused */
export async function answerCosigning(
  tx: Write,
  hash: Buffer,
  answer: 'signed' | 'refused',
  said: string,
): Promise<'done' | 'same' | 'gone'> {
  const { rows } = await sql<{ done: 'done' | 'same' | 'gone' }>`
    select requests.answer_cosigning(${hash}, ${answer}, ${said}) as done`.execute(tx.q)
  return rows[0]?.done ?? 'gone'
}

/** One, with the draft it is for. As the system. */
export interface ToldCosigning extends Cosigning {
  personId: number | null
  visitorId: string | null
  serviceSlug: string
  formId: string
  formVersion: number
  answers: Answers
}

export async function cosigningById(tx: Read, id: number): Promise<ToldCosigning | undefined> {
  const { rows } = await sql<ToldCosigning>`
    select ${COSIGNING}, d.* from requests.cosigning c, requests.draft_of_cosigning(c.draft_id) d where c.id = ${id}`.execute(
    tx.q,
  )
  return rows[0]
}

/** A link more to that one. As the system. @param hash SHA-256 of the token, which the mail alone holds */
export async function keepCosigningLink(tx: Write, id: number, hash: Buffer): Promise<void> {
  await sql`insert into requests.cosigning_link (token_hash, cosigning_id) values (${hash}, ${id})`.execute(
    tx.q,
  )
}

/** Those awaited since before that instant, reminded less than so many times, who are now. As the system. @returns their ids */
export async function toRemind(tx: Write, before: Date, reminder: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update requests.cosigning set reminders = ${reminder} where answer is null and asked_at < ${before} and reminders < ${reminder}
    returning id::double precision as id`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/** Those awaited since before that instant will not answer any more. As the system. @returns their ids */
export async function fallSilent(tx: Write, before: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update requests.cosigning set answer = 'silent', answered_at = ${tx.now} where answer is null and asked_at < ${before}
    returning id::double precision as id`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/** Whose draft that is, when all have signed it. As the system. */
export interface SignedDraft {
  personId: number | null
  visitorId: string | null
  helperId: number | null
  serviceSlug: string
}

export async function signedDraft(tx: Read, draftId: string): Promise<SignedDraft | undefined> {
  const { rows } = await sql<SignedDraft>`
    select d."personId", d."visitorId", d."serviceSlug",
      (select max(helper_id) from requests.cosigning c where c.draft_id = ${draftId})::double precision as "helperId"
    from requests.draft_of_cosigning(${draftId}) d
    where exists (select from requests.cosigning c where c.draft_id = ${draftId})
      and not exists (select from requests.cosigning c where c.draft_id = ${draftId} and c.answer is distinct from 'signed')`.execute(
    tx.q,
  )
  return rows[0]
}

/** What an account has asked. As the system. */
export async function cosigningsOfPerson(tx: Read, personId: number): Promise<Cosigning[]> {
  const { rows } = await sql<Cosigning>`
    select ${COSIGNING} from requests.cosignings_of(${personId}) c order by c.id`.execute(tx.q)
  return rows
}

/** As the system. @returns how many */
export async function eraseCosigningsOf(tx: Write, personId: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from requests.cosigning where id in (select id from requests.cosignings_of(${personId}))`.execute(
    tx.q,
  )
  return Number(numAffectedRows ?? 0n)
}
