// SQL of drafts.
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Answers } from '../definition/definition.ts'
import type { RawAnswers } from '../answers/validate.ts'

export interface DraftRow {
  id: string
  /** The account it belongs to; null for a browser's. */
  personId: number | null
  serviceSlug: string
  serviceVersion: number
  formId: string
  formVersion: number
  /** `answers`: judged right; `raw`: as typed, right or wrong. */
  answers: { answers: Answers; raw: RawAnswers }
  createdAt: Date
  updatedAt: Date
  submittedAt: Date | null
  /** Begun in a browser without an account, and said by no account to be its own. */
  begunApart: boolean
  /** The language in which it is read; null: French. */
  language: string | null
}

const DRAFT =
  sql.raw(`id, person_id as "personId", service_slug as "serviceSlug", service_version as "serviceVersion", form_id as "formId", form_version as "formVersion",
  answers, created_at as "createdAt", updated_at as "updatedAt", submitted_at as "submittedAt",
  visitor_id is not null as "begunApart", language`)

/** Whose drafts: the account's, on every device, and what the browser began without an account. The next person finds nothing. */
const own = ({ actor }: Read): RawBuilder<boolean> =>
  sql<boolean>`(person_id = ${actor.personId} or (person_id is null and visitor_id = ${actor.visitorId}))`

/** One writer of a draft at a time, until the transaction ends; a draft that does not exist yet too. */
export async function lockDraftId(tx: Write, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`draft:${id}`}, 0))`.execute(tx.q)
}

/** A draft of the acting visitor or person. `lock`: until the transaction ends. */
export async function draftById(tx: Read, id: string, lock = false): Promise<DraftRow | undefined> {
  const { rows } =
    await sql<DraftRow>`select ${DRAFT} from forms.draft where id = ${id} and ${own(tx)} ${lock ? sql`for update` : sql``}`.execute(
      tx.q,
    )
  return rows[0]
}

/** Whose draft that is, whoever asks: an account's, a browser's, or null when there is none. */
export async function ownerKind(tx: Read, id: string): Promise<'account' | 'browser' | null> {
  const { rows } = await sql<{ owner: 'account' | 'browser' | null }>`
    select forms.draft_owner(${id}) as owner`.execute(tx.q)
  return rows[0]?.owner ?? null
}

export async function openDrafts(tx: Read, limit: number): Promise<DraftRow[]> {
  const { rows } =
    await sql<DraftRow>`select ${DRAFT} from forms.draft where submitted_at is null and ${own(tx)} order by updated_at desc limit ${limit}`.execute(
      tx.q,
    )
  return rows
}

/** @returns false when the id is somebody else's */
export async function insertDraft(
  tx: Write,
  row: Pick<DraftRow, 'id' | 'serviceSlug' | 'serviceVersion' | 'formId' | 'formVersion' | 'answers'> &
    Partial<Pick<DraftRow, 'language'>>,
): Promise<boolean> {
  const done =
    await sql`insert into forms.draft (id, visitor_id, person_id, service_slug, service_version, form_id, form_version, answers, language)
    values (${row.id}, ${tx.actor.personId === null ? tx.actor.visitorId : null}, ${tx.actor.personId}, ${row.serviceSlug}, ${row.serviceVersion}, ${row.formId}, ${row.formVersion},
      ${JSON.stringify(row.answers)}::jsonb, ${row.language ?? null}) on conflict (id) do nothing`.execute(
      tx.q,
    )
  return (done.numAffectedRows ?? 0n) > 0n
}

export async function updateDraft(tx: Write, id: string, answers: DraftRow['answers']): Promise<void> {
  await sql`update forms.draft set answers = ${JSON.stringify(answers)}::jsonb,
    ${taken(tx)} where id = ${id} and ${own(tx)}`.execute(tx.q)
}

/** Whoever fills it reads it in that language from now on. */
export async function setLanguage(tx: Write, id: string, language: string | null): Promise<void> {
  await sql`update forms.draft set language = ${language} where id = ${id} and ${own(tx)}`.execute(tx.q)
}

// An account that goes on with it has it, and the browser no longer: nobody is asked again whose it is.
const taken = ({ actor }: Write): RawBuilder<unknown> =>
  actor.personId === null
    ? sql`person_id = person_id`
    : sql`person_id = coalesce(person_id, ${actor.personId}), visitor_id = null`

/** Says that a draft, or the receipt of one that was sent, is one's own, today. */
export async function touchDraft(tx: Write, id: string): Promise<void> {
  await sql`update forms.draft set answers = answers, ${taken(tx)} where id = ${id} and ${own(tx)}`.execute(
    tx.q,
  )
}

/** The row stays: it says whose the receipt is, and that the form was sent. Its content is the request's from now on. */
export async function setSubmitted(tx: Write, id: string): Promise<void> {
  await sql`update forms.draft set submitted_at = coalesce(submitted_at, ${tx.now}), answers = '{"answers": {}, "raw": {}}'
    where id = ${id} and ${own(tx)}`.execute(tx.q)
}

export async function deleteDraft(tx: Write, id: string): Promise<void> {
  await sql`delete from forms.draft where id = ${id} and submitted_at is null and ${own(tx)}`.execute(tx.q)
}

/**
 * Drafts never sent, untouched since `before`, `most` at once; those that were sent let go of any file they still hold. As the
 * system. @returns how many went
 */
export async function purgeDrafts(tx: Write, before: Date, most: number): Promise<number> {
  await sql`select forms.let_go_of_sent()`.execute(tx.q)
  const done = await sql`delete from forms.draft where id in (
    select id from forms.draft where submitted_at is null and updated_at < ${before} limit ${most})`.execute(
    tx.q,
  )
  return Number(done.numAffectedRows ?? 0n)
}

/** Bytes of all drafts on the disk. */
export async function draftBytes(tx: Read): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select pg_total_relation_size('forms.draft')::double precision as bytes`.execute(tx.q)
  return rows[0]?.bytes ?? 0
}

export interface DraftToRemind {
  id: string
  personId: number
  serviceSlug: string
  updatedAt: Date
}

/** Drafts of accounts untouched since `before` (and touched since `after`) of which nobody was reminded. As the system. */
export async function draftsToRemind(
  tx: Read,
  after: Date,
  before: Date,
  most: number,
): Promise<DraftToRemind[]> {
  const { rows } = await sql<DraftToRemind>`
    select id, person_id as "personId", service_slug as "serviceSlug", updated_at as "updatedAt" from forms.draft
    where submitted_at is null and person_id is not null and visitor_id is null and updated_at >= ${after} and updated_at < ${before}
      and (reminded_at is null or reminded_at < updated_at) order by updated_at, id limit ${most}`.execute(
    tx.q,
  )
  return rows
}

export async function noteReminded(tx: Write, ids: readonly string[]): Promise<void> {
  await sql`update forms.draft set reminded_at = ${tx.now} where id = any (${ids as string[]}::uuid[])`.execute(
    tx.q,
  )
}

/** Forgets that these drafts were sent: their requests no longer name anybody. As the system. */
export async function forgetSent(tx: Write, ids: readonly string[]): Promise<void> {
  await sql`delete from forms.draft where submitted_at is not null and id = any (${ids as string[]}::uuid[])`.execute(
    tx.q,
  )
}
