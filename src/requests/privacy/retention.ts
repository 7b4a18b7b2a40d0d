// What requests forget with time: closed ones lose whoever wrote them and keep what statistics count; loose files go.
// Events stay, and their chains hold: they name ids and digests.
import {
  type Answers,
  countedAnswers,
  type FileAnswer,
  forgetSent,
  formVersion,
  type MarkedQuestion,
  markedQuestions,
} from '#forms'
import { forgetNotices } from '#notices'
import { emit } from '#platform/ledger/events.ts'
import type { Write } from '#platform/db/db.ts'
import { serviceVersion } from '#services'
import { dropOldWritings, dropWritingsOn } from '#threads'
import { detach, filesOf, oldLooseFiles, planErasure } from '#files'
import { eraseSignatures } from '../signed/queries.ts'
import {
  type ClosedRequest,
  emptyRequest,
  emptyThreads,
  holdersOf,
  keepAnswers,
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

/** Answers without those questions, of items too; and the files that they named. */
function withoutMarked(
  answers: Answers,
  fields: readonly MarkedQuestion[],
): { kept: Answers; ids: string[] } {
  const ids: string[] = []
  const without = (given: Answers, some: readonly MarkedQuestion[]): Answers => {
    const gone = new Set(some.map(({ id }) => id))
    for (const id of gone)
      ids.push(...((given[id] as FileAnswer[] | undefined) ?? []).map((one) => one.fileId))
    return Object.fromEntries(Object.entries(given).filter(([id]) => !gone.has(id)))
  }
  const kept = without(
    answers,
    fields.filter(({ within }) => within === undefined),
  )
  for (const block of new Set(fields.flatMap(({ within }) => within ?? []))) {
    const own = fields.filter(({ within }) => within === block)
    if (Array.isArray(kept[block]))
      kept[block] = (kept[block] as unknown as Answers[]).map((item) => without(item, own))
  }
  return { kept, ids }
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
    const { kept, ids } = withoutMarked(answers, fields)
    await keepAnswers(tx, id, kept)
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
