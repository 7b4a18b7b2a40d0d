// What requests forget with time: closed ones lose whoever wrote them and keep what statistics count; loose files go.
// Events stay, and their chains hold: they name ids and digests.
import { countedAnswers, type FileAnswer, forgetSent, formVersion, markedQuestions } from '#forms'
import { forgetNotices } from '#notices'
import { emit } from '#platform/ledger/events.ts'
import type { Write } from '#platform/db/db.ts'
import { serviceVersion } from '#services'
import { dropOldWritings, dropWritingsOn } from '#threads'
import { detach, filesOf, oldLooseFiles, planErasure } from '#files'
import { eraseSignatures } from '../signed/queries.ts'
import {
  type ClosedRequest,
  dropAnswers,
  emptyRequest,
  emptyThreads,
  holdersOf,
  requestsToAnonymise,
  requestsWithIdentity,
} from './queries.retention.ts'

/** Forgets what was begun on a request before that and never sent. As the system. @returns how many */
export const forgetDrafts = dropOldWritings

/**
 * Makes anonymous the requests of these services closed before that: act as the system.
 * @param most how many at once
 * @returns how many
 */
export async function anonymiseRequests(
  tx: Write,
  slugs: readonly string[],
  before: Date,
  most: number,
): Promise<number> {
  return (await anonymiseThese(tx, await requestsToAnonymise(tx, slugs, before, most))).requests
}

/** Makes these anonymous, with what was said and joined. As the system. @returns how many of each */
export async function anonymiseThese(
  tx: Write,
  list: readonly ClosedRequest[],
): Promise<{ requests: number; messages: number; files: number }> {
  if (list.length === 0) return { requests: 0, messages: 0, files: 0 }
  for (const request of list) await anonymise(tx, request)
  await forgetSent(
    tx,
    list.flatMap(({ draftId }) => draftId ?? []),
  )
  const ids = list.map(({ id }) => id)
  await dropWritingsOn(tx, 'request', ids)
  await emptyThreads(tx, ids)
  await eraseSignatures(tx, ids)
  await forgetNotices(tx, 'request', ids)
  const holders = await holdersOf(tx, ids)
  const files = (await filesOf(tx, ...holders)).map(({ fileId }) => fileId)
  await detach(tx, files)
  await planErasure(tx, files)
  return { requests: ids.length, messages: holders.length - ids.length, files: files.length }
}

async function anonymise(tx: Write, request: ClosedRequest): Promise<void> {
  const { id, serviceSlug, serviceVersion: version } = request
  const form = await formVersion(tx, request.formId, request.formVersion)
  const { shortTitle } = await serviceVersion(tx, serviceSlug, version)
  await emptyRequest(tx, { id, subject: shortTitle, answers: countedAnswers(form, request.answers) })
  await emit(tx, { name: 'request.anonymised', subjectKind: 'request', subjectId: id, payload: {} })
}

/**
 * Erases the identity documents of requests of these services closed before that, with what names them. As the system.
 * @returns of how many requests
 */
export async function forgetIdentity(
  tx: Write,
  slugs: readonly string[],
  before: Date,
  most: number,
): Promise<number> {
  const list = await requestsWithIdentity(tx, slugs, before, await markedQuestions(tx), most)
  for (const { id, answers, fields } of list) {
    const files = fields.flatMap((field) => (answers[field] as FileAnswer[] | undefined) ?? [])
    const ids = files.map(({ fileId }) => fileId)
    await dropAnswers(tx, id, fields)
    await detach(tx, ids)
    await planErasure(tx, ids)
    await emit(tx, { name: 'request.identity_erased', subjectKind: 'request', subjectId: id, payload: {} })
  }
  return list.length
}

/** Forgets files stored before that, which nothing holds. As the system. @returns how many */
export async function forgetLooseFiles(tx: Write, before: Date, most: number): Promise<number> {
  const loose = await oldLooseFiles(tx, before, most)
  await planErasure(tx, loose)
  return loose.length
}
