// Drafts: what a person has typed so far, right or wrong. Theirs by browser or by account; kept three months.
import { NotFound } from '#platform/errors.ts'
import type { Read, Write } from '#platform/db.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { system } from '#platform/actor.ts'
import type { Answers } from './definition.ts'
import { deleteDraft, type DraftRow, draftById, insertDraft, openDrafts, purgeDrafts, setSubmitted, updateDraft } from './queries.ts'
import type { RawAnswers } from './validate.ts'

export type Draft = DraftRow

/** Days a draft is kept after its last change; said to residents. */
export const DRAFT_DAYS = 90

const DAY_MS = 24 * 3600 * 1000

/** The acting person's draft; undefined when it does not exist yet, or is somebody else's. */
export function findDraft(tx: Read, id: string): Promise<Draft | undefined> {
  return draftById(tx, id)
}

/** The acting person's open drafts, latest first. */
export function listDrafts(tx: Read): Promise<Draft[]> {
  return openDrafts(tx, 50)
}

/**
 * Saves what was typed, creating the draft when it is new. A draft already sent is left as it was.
 * @throws NotFound when the id belongs to somebody else
 */
export async function saveDraft(tx: Write, draft: Pick<DraftRow, 'id' | 'serviceSlug' | 'serviceVersion' | 'formId' | 'formVersion'>, answers: Answers, raw: RawAnswers): Promise<Draft> {
  const content = { answers, raw }
  if (!(await insertDraft(tx, { ...draft, answers: content }))) {
    const known = await draftById(tx, draft.id, true)
    if (known === undefined || known.serviceSlug !== draft.serviceSlug) throw new NotFound('Ce brouillon n’existe pas ou n’existe plus.')
    if (known.submittedAt === null) await updateDraft(tx, draft.id, content)
  }
  const saved = await draftById(tx, draft.id)
  if (saved === undefined) throw new NotFound()
  return saved
}

/** The draft was sent: it is no longer listed, and answers the same receipt for ever. */
export function markSubmitted(tx: Write, id: string): Promise<void> {
  return setSubmitted(tx, id)
}

export function dropDraft(tx: Write, id: string): Promise<void> {
  return deleteDraft(tx, id)
}

/** The job `forms.purge_drafts`. */
export const purgeOldDrafts: JobHandler = async (db) => {
  await db.write(system, (tx) => purgeDrafts(tx, new Date(tx.now.getTime() - DRAFT_DAYS * DAY_MS)))
}
