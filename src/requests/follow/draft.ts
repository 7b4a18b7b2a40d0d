// What a resident is writing on a request: kept as they type and as they choose files, found again, gone once sent.
import type { Read, Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { longDate, time } from '#platform/ui/french.ts'
import { randomUUID } from 'node:crypto'
import { requestAccess } from '../record/access.ts'
import type { FollowView } from './view.ts'
import { MOST_FILES, type Draft, emptyDraft } from '#threads'
import { findRequest } from '../record/queries.ts'
import { FOLLOW, messageDraft } from '../write/queries.ts'
import { looseFiles } from '#files'
import { keepDraft, nothingTyped, lockDrafts } from '../write/draft.ts'

/** What changes of a message; what is absent stays as it was kept. */
export interface Change {
  text?: string
  added: readonly string[]
  removed?: string | undefined
  once?: string | undefined
}

/** The message as a form to go on with. */
export async function draftToWrite(tx: Read, { draft, zone }: FollowView): Promise<Draft> {
  if (draft === undefined) return emptyDraft
  const { typed, once, savedAt } = draft
  const said = `Brouillon du ${longDate(savedAt, zone)} à ${time(savedAt, zone)}, retrouvé.`
  return { text: typed.message, files: await looseFiles(tx, typed.kept), problems: [], once, said }
}

async function idOf(tx: Read, ref: string): Promise<number> {
  const request = await findRequest(tx, requestAccess['request.follow_act'] ?? [], ref)
  if (request === undefined) throw new NotFound()
  return request.id
}

/** Files and text come by themselves, at the same moment: each adds to what the other kept. @returns the files' ids */
export async function keepMessageDraft(tx: Write, ref: string, change: Change): Promise<string[]> {
  const id = await idOf(tx, ref)
  await lockDrafts(tx, id)
  const before = await messageDraft(tx, id)
  const all = new Set([...(before?.typed.kept ?? []), ...change.added])
  const kept = [...all].filter((file) => file !== change.removed).slice(0, MOST_FILES)
  const message = change.text ?? before?.typed.message ?? ''
  const once = change.once ?? before?.once ?? randomUUID()
  await keepDraft(tx, id, { writing: FOLLOW, typed: { ...nothingTyped, message, kept }, once })
  return kept
}
