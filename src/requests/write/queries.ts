// What is being written on a request, by agents and by its resident: one row for an owner and what is being written.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { ownWriting, ownWritings, type Writing } from '#threads'
import { onRequest } from '../record/queries.ts'

/** `writing` of a resident’s message; anything else is of the desk. */
export const FOLLOW = 'suivi'

/** A form as typed. `kept` are ids of files stored already. */
export interface Typed {
  message: string
  reason: string
  explanation: string
  date: string
  /** oui, non, or nothing yet: is a planned day promised? Absent from older drafts. */
  promise?: string
  /** How the person whom no mail reaches was told (phone, other); nothing while they are not. Absent from older drafts. */
  told?: string
  agent: string
  target: string
  kept: string[]
}

export type DeskDraft = Writing<Typed>

/** One's own message on a request, not sent yet; begun without an account, it is the browser's. */
export const messageDraft = (tx: Read, requestId: number): Promise<DeskDraft | undefined> =>
  ownWriting<Typed>(tx, onRequest(requestId), FOLLOW)

/** One's own drafts of the desk on a request, oldest first. */
export async function deskDraftsOf(tx: Read, requestId: number): Promise<DeskDraft[]> {
  const all = await ownWritings<Typed>(tx, onRequest(requestId))
  return all.filter(({ writing }) => writing !== FOLLOW)
}

export interface HeldDraft {
  /** Null for what is on no request yet. */
  authorityId: number | null
  ref: string | null
  writing: string
  typed: Partial<Typed>
  savedAt: Date
}

/** What a person is writing, at the desk and as a resident: for « Mes données ». */
export async function heldDrafts(tx: Read, personId: number): Promise<HeldDraft[]> {
  const { rows } = await sql<HeldDraft>`
    select r.authority_id as "authorityId", r.ref, d.writing, d.typed, d.saved_at as "savedAt"
    from threads.draft d left join requests.request r on r.id = d.subject_id where d.subject_kind = 'request' and d.person_id = ${personId} order by d.saved_at`.execute(
    tx.q,
  )
  return rows
}

/** @param isResident the messages of a resident, or else what an agent writes */
export async function deleteDraftsOf(tx: Write, personId: number, isResident: boolean): Promise<number> {
  const done =
    await sql`delete from threads.draft where subject_kind = 'request' and person_id = ${personId} and (writing = ${FOLLOW}) = ${isResident}`.execute(
      tx.q,
    )
  return Number(done.numAffectedRows ?? 0)
}
