// What is being written on a request and not sent: kept, found again, sent once.
import type { Write } from '#platform/db/db.ts'
import { one, type Values } from '#platform/http/route.ts'
import { type Begun, dropWriting, keepWriting, lockWriting } from '#threads'
import { onRequest } from '../record/queries.ts'
import type { DeskDraft, Typed } from './queries.ts'

export const nothingTyped: Typed = {
  message: '',
  reason: '',
  explanation: '',
  date: '',
  agent: '',
  target: '',
  kept: [],
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The key a form was sent with, or none. */
export function onceOf(values: Values): string | undefined {
  const once = one(values, 'once')
  return UUID.test(once) ? once : undefined
}

const isEmpty = ({ kept, ...texts }: Typed): boolean =>
  kept.length === 0 && Object.values(texts).every((text) => (text ?? '').trim() === '')

/** Keeps a draft; an emptied one is forgotten. */
export function keepDraft(tx: Write, requestId: number, draft: Omit<DeskDraft, 'savedAt'>): Promise<void> {
  const where = onRequest(requestId)
  return isEmpty(draft.typed) ? dropWriting(tx, where, draft.writing) : keepWriting(tx, where, draft)
}

/** Forgets one's own draft on a request, and what was begun in another form once its words have left within others. */
export const forgetDraft = (tx: Write, requestId: number, writing: string, begun?: Begun): Promise<void> =>
  dropWriting(tx, onRequest(requestId), writing, begun)

/** Keeps other savers of one's own drafts on a request waiting until the transaction ends. */
export const lockDrafts = (tx: Write, requestId: number): Promise<void> =>
  lockWriting(tx, onRequest(requestId))
