// Handlers of the drafts of a browser or an account: the list, coming back to one, erasing one.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type Context, page, type Reply, redirect } from '#platform/http/route.ts'
import {
  answersSummary,
  type Draft,
  DRAFT_DAYS,
  draftOrNew,
  dropDraft,
  fieldsOf,
  filesOfDraft,
  formVersion,
  isToAsk,
  listDrafts,
  takeDraft,
} from '#forms'
import { serviceVersion } from '#services'
import { territory } from '#territory'
import { askedFor, waitingWords } from '../signed/asking.ts'
import { progress } from './fill.ts'
import { idOf, showOwn, slugOf, stepUrl } from './draft.citizen.ts'
import { eraseFiles } from '#files'
import type { WhoseDraftInput } from './inputs.ts'
import { type DraftLine, doubtfulLine, draftsPage, eraseDraftPage } from './pages/drafts.ts'

/**
 * A draft as its list shows it, under the title it was begun with: the service may be closed since. One that may be somebody
 * else's says nothing of itself.
 */
export async function draftLine(tx: Read, draft: Draft): Promise<DraftLine> {
  const { id, updatedAt, createdAt } = draft
  const kept = { id, updatedAt, keptUntil: new Date(updatedAt.getTime() + DRAFT_DAYS * 86_400_000) }
  const href = stepUrl(draft.serviceSlug, id, 'reprendre')
  if (isToAsk(draft, tx.now)) return { ...kept, ...doubtfulLine(createdAt, (await territory(tx)).zone), href }
  const [service, form, place] = await Promise.all([
    serviceVersion(tx, draft.serviceSlug, draft.serviceVersion),
    formVersion(tx, draft.formId, draft.formVersion),
    territory(tx),
  ])
  const { answers } = draft.answers
  const asked = fieldsOf(form).find((field) => field.role === 'place')
  const where = answersSummary(form, answers, place).find((line) => line.fieldId === asked?.id)?.value
  const waits = waitingWords(await askedFor(tx, id, form))
  return { ...kept, title: service.title, where: waits ?? (typeof where === 'string' ? where : null), href }
}

export async function showDrafts(ctx: Context): Promise<Reply> {
  return page(
    await ctx.db.read(ctx.actor, async (tx) => {
      const lines: DraftLine[] = []
      for (const draft of await listDrafts(tx)) lines.push(await draftLine(tx, draft))
      return draftsPage(ctx, lines, (await territory(tx)).zone)
    }),
  )
}

/** GET /brouillons/:draft/effacement */
export async function askRemoval(ctx: Context): Promise<Reply> {
  return page(
    await ctx.db.read(ctx.actor, async (tx) => {
      const draft = await draftOrNew(tx, idOf(ctx))
      if (draft === undefined || draft.submittedAt !== null)
        throw new NotFound('Ce brouillon n’existe pas ou n’existe plus.')
      return eraseDraftPage(ctx, await draftLine(tx, draft), (await territory(tx)).zone)
    }),
  )
}

/** Back where one was: the first page that is not right yet, or the review. */
export const resumeDraft = (ctx: Context): Promise<Reply> =>
  showOwn(ctx, async (application) => {
    const { unfinished } = await ctx.db.read(ctx.actor, async (tx) => progress(tx, application))
    return redirect(stepUrl(slugOf(ctx), application.id, unfinished?.id ?? 'verifier'))
  })

/** POST /brouillons/:draft/reprise */
export async function sayWhoseDraft(ctx: Context, { mien }: WhoseDraftInput): Promise<Reply> {
  if (mien === 'non') return removeDraft(ctx)
  const draft = await ctx.db.write(ctx.actor, (tx) => takeDraft(tx, idOf(ctx)))
  return redirect(stepUrl(draft.serviceSlug, draft.id, draft.submittedAt === null ? 'reprendre' : 'recu'))
}

export async function removeDraft(ctx: Context): Promise<Reply> {
  const draft = await ctx.db.write(ctx.actor, async (tx) => {
    const found = await draftOrNew(tx, idOf(ctx))
    if (found?.submittedAt === null) await dropDraft(tx, found.id)
    return found
  })
  // It was sent: the request stays, and nothing of it was shown.
  if (draft !== undefined && draft.submittedAt !== null) return redirect('/')
  await eraseFiles(ctx.db, draft === undefined ? [] : filesOfDraft(draft))
  return redirect('/brouillons', 'Le brouillon est effacé.')
}
