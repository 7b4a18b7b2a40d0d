// Drafts: what a person has typed so far, right or wrong. The account's, or the browser's when begun without one; kept three months.
import { NotFound, Unauthenticated } from '#platform/errors.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { claimFiles, hold } from '#files'
import type { Answers } from '../definition/definition.ts'
import type { RawAnswers } from '../answers/validate.ts'
import {
  deleteDraft,
  type DraftRow,
  draftById,
  insertDraft,
  lockDraftId,
  openDrafts,
  ownerKind,
  setSubmitted,
  touchDraft,
  updateDraft,
} from './queries.ts'

export type Draft = DraftRow

const GONE = 'Ce brouillon n’existe pas ou n’existe plus.'

/** Days a draft is kept after its last change, said to residents: those of the register of processing (test/architecture). */
export const DRAFT_DAYS = 90

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The acting person's draft; undefined when there is none, or it is somebody else's. */
export function findDraft(tx: Read, id: string): Promise<Draft | undefined> {
  return draftById(tx, id)
}

/**
 * The acting person's draft; undefined when the id is free: theirs to begin.
 * @throws NotFound when it is somebody else's, or the id is none; Unauthenticated when signing in may open it
 */
export async function draftOrNew(tx: Read, id: string): Promise<Draft | undefined> {
  if (!UUID.test(id)) throw new NotFound(GONE)
  const draft = await draftById(tx, id)
  if (draft !== undefined) return draft
  const owner = await ownerKind(tx, id)
  if (owner === 'account' && tx.actor.personId === null)
    throw new Unauthenticated('Connectez-vous pour retrouver ce brouillon.')
  if (owner !== null) throw new NotFound(GONE)
  return undefined
}

/** Minutes after which a draft that no account has is asked about: the next person at a shared computer may be here by then. */
const SAME_HAND_MINUTES = 30

/** Is it to be said whose it is, before anything of it is shown? The receipt of one that was sent too. */
export const isToAsk = ({ begunApart, updatedAt }: Draft, now: Date): boolean =>
  begunApart && now.getTime() - updatedAt.getTime() > SAME_HAND_MINUTES * 60_000

/** The acting person says that it is theirs. @throws NotFound when it is somebody else’s, or no more */
export async function takeDraft(tx: Write, id: string): Promise<Draft> {
  const draft = await draftOrNew(tx, id)
  if (draft === undefined) throw new NotFound(GONE)
  await touchDraft(tx, id)
  if (draft.personId === null && tx.actor.personId !== null) await claimFiles(tx, filesOfDraft(draft))
  return draft
}

/** Keeps other writers of that draft waiting until the transaction ends: two windows, a script and a button. */
export function lockDraft(tx: Write, id: string): Promise<void> {
  return lockDraftId(tx, id)
}

/** The acting person's open drafts, latest first. */
export function listDrafts(tx: Read): Promise<Draft[]> {
  return openDrafts(tx, 50)
}

/**
 * Saves what was typed, creating the draft when it is new. A draft already sent is left as it was.
 * @throws NotFound when the id belongs to somebody else
 */
export async function saveDraft(
  tx: Write,
  draft: Pick<DraftRow, 'id' | 'serviceSlug' | 'serviceVersion' | 'formId' | 'formVersion'> &
    Partial<Pick<DraftRow, 'language'>>,
  answers: Answers,
  raw: RawAnswers,
): Promise<Draft> {
  const content = { answers, raw }
  const isNew = await insertDraft(tx, { ...draft, answers: content })
  const known = isNew ? undefined : await draftById(tx, draft.id, true)
  if (!isNew && known?.serviceSlug !== draft.serviceSlug) throw new NotFound(GONE)
  if (known?.submittedAt === null) await updateDraft(tx, draft.id, content)
  if (known?.personId === null && tx.actor.personId !== null) await claimFiles(tx, filesOfDraft(known))
  if (isNew || known?.submittedAt === null) await holdFiles(tx, draft.id, filesIn(raw), known)
  const saved = await draftById(tx, draft.id)
  if (saved === undefined) throw new NotFound()
  return saved
}

/** The draft was sent: it is no longer listed, and answers the same receipt for ever. */
export function markSubmitted(tx: Write, id: string): Promise<void> {
  return setSubmitted(tx, id)
}

/** Deletes a draft of the acting person; one that was sent stays. @throws NotFound when the id is none */
export async function dropDraft(tx: Write, id: string): Promise<void> {
  if (!UUID.test(id)) throw new NotFound(GONE)
  return deleteDraft(tx, id)
}

// Most pages neither bring a file nor take one away.
async function holdFiles(tx: Write, id: string, ids: string[], before: Draft | undefined): Promise<void> {
  const held = new Set(before === undefined ? [] : filesOfDraft(before))
  if (ids.length !== held.size || ids.some((file) => !held.has(file)))
    await hold(tx, ids, { kind: 'draft', id })
}

/** Files that a draft holds, by id. */
export const filesOfDraft = ({ answers }: Draft): string[] => filesIn(answers.raw)

function filesIn(raw: RawAnswers): string[] {
  const texts = Object.values(raw).flatMap((parts) => Object.values(parts).flat())
  return texts.flatMap((text) => /^\{"fileId":"([0-9a-f-]{36})"/.exec(text)?.[1] ?? [])
}
