// Handlers of the form of a service: begin, a page, review, send, receipt, drafts.
import { randomUUID } from 'node:crypto'
import { asSystem } from '#platform/db.ts'
import { Conflict, type FieldProblem, NotFound } from '#platform/errors.ts'
import { RefusedFile } from '#platform/files/inspect.ts'
import { type Context, json, one, page, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { REMOVE_FILE } from '#platform/ui/files.ts'
import { dropDraft, type FileAnswer, type FormPage, type FormProblem, listDrafts, markSubmitted, storeUpload } from '#forms'
import { catalogue } from '#services'
import { territory } from '#territory'
import { type Application, fillPage, finalAnswers, loadApplication, pageOf, progress } from './apply.ts'
import { applyPage } from './pages/apply.ts'
import { draftsPage } from './pages/drafts.ts'
import { receiptPage } from './pages/receipt.ts'
import { reviewPage } from './pages/review.ts'
import { codeOf, requestById, requestOfDraft } from './queries.ts'
import { submitRequest } from './submit.ts'

const at = (slug: string, id: string, step: string) => `/demarches/${slug}/demande/${id}/${step}`
const slugOf = (ctx: Context): string => ctx.params.slug ?? ''
const idOf = (ctx: Context): string => ctx.params.draft ?? ''

const load = (ctx: Context): Promise<Application> => ctx.db.read(ctx.actor, (tx) => loadApplication(tx, slugOf(ctx), idOf(ctx), ctx.commune ?? ctx.site.commune))

/** GET /demarches/:slug/demande: a new draft, saved when something is typed. */
export async function beginApplication(ctx: Context): Promise<Reply> {
  const id = randomUUID()
  const application = await ctx.db.read(ctx.actor, (tx) => loadApplication(tx, slugOf(ctx), id, null))
  return redirect(at(slugOf(ctx), id, application.form.pages[0]?.id ?? ''))
}

export async function showPage(ctx: Context): Promise<Reply> {
  const application = await load(ctx)
  if (application.submitted) return redirect(at(slugOf(ctx), application.id, 'recu'))
  return page(await pageWith(ctx, application, pageOf(application, ctx.params.page ?? ''), []))
}

async function pageWith(ctx: Context, application: Application, current: FormPage, problems: FormProblem[]) {
  return ctx.db.read(ctx.actor, async (tx) => applyPage(ctx, { application, current, problems, pages: progress(tx, application).pages }))
}

/** Stores the uploads of a page's files fields; a refused one costs neither the others nor the answers. */
async function storeAll(ctx: Context, current: FormPage, { uploads }: Posted): Promise<{ added: Record<string, FileAnswer[]>; problems: FormProblem[] }> {
  const added: Record<string, FileAnswer[]> = {}
  const problems: FormProblem[] = []
  for (const upload of uploads) {
    const field = current.fields.find((item) => item.id === upload.field && item.type === 'files')
    if (field === undefined) continue
    try {
      const file = await storeUpload(ctx, upload, { accept: field.accept ?? ['image'], maxBytes: field.maxBytes ?? 10 * 1024 * 1024 })
      added[field.id] = [...(added[field.id] ?? []), file]
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error
      problems.push({ field: field.id, fieldId: field.id, message: `${upload.name} : ${error.message}` })
    }
  }
  return { added, problems }
}

export async function savePage(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  const before = await load(ctx)
  if (before.submitted) return redirect(at(slugOf(ctx), before.id, 'recu'))
  const current = pageOf(before, ctx.params.page ?? '')
  const stored = await storeAll(ctx, current, posted)
  const removed = one(posted.values, REMOVE_FILE)
  const { application, problems } = await ctx.db.write(ctx.actor, (tx) => fillPage(tx, before, current, posted, stored.added, removed))
  if (removed !== '') return page(await pageWith(ctx, application, current, []))
  const all = [...problems, ...stored.problems]
  if (all.length > 0) return page(await pageWith(ctx, application, current, all), 422)
  const { pages, unfinished } = await ctx.db.read(ctx.actor, async (tx) => progress(tx, application))
  const next = pages[pages.findIndex((item) => item.id === current.id) + 1]
  // Coming back to correct one page leads straight to the review when the rest is right.
  return redirect(at(slugOf(ctx), application.id, unfinished === undefined ? 'verifier' : (next ?? unfinished).id))
}

/** POST .../sauver, by a script: saves without judging aloud. */
export async function autosave(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  const before = await load(ctx)
  if (before.submitted) return json({ saved: false }, 409)
  const current = pageOf(before, ctx.params.page ?? '')
  const { application } = await ctx.db.write(ctx.actor, (tx) => fillPage(tx, before, current, posted, {}, ''))
  return json({ saved: true, at: application.savedAt })
}

export async function showReview(ctx: Context): Promise<Reply> {
  const application = await load(ctx)
  if (application.submitted) return redirect(at(slugOf(ctx), application.id, 'recu'))
  const { pages, unfinished } = await ctx.db.read(ctx.actor, async (tx) => progress(tx, application))
  if (unfinished !== undefined) return redirect(at(slugOf(ctx), application.id, unfinished.id))
  return page(reviewPage(ctx, { application, pages }))
}

/** Sends. A double click, a retry or « back » leads to the same receipt. */
export async function sendApplication(ctx: Context): Promise<Reply> {
  const application = await load(ctx)
  const receipt = at(slugOf(ctx), application.id, 'recu')
  if (application.submitted) return redirect(receipt)
  if (application.savedAt === null) throw new Conflict('Cette demande est vide : remplissez-la avant de l’envoyer.')
  const { unfinished } = await ctx.db.read(ctx.actor, async (tx) => progress(tx, application))
  if (unfinished !== undefined) return redirect(at(slugOf(ctx), application.id, unfinished.id))
  await ctx.db.write(ctx.actor, async (tx) => {
    await submitRequest(tx, {
      draftId: application.id, serviceSlug: application.service.slug, answers: finalAnswers(application), channel: 'web',
      residentId: ctx.actor.personId, enteredUnitId: null,
    })
    await markSubmitted(tx, application.id)
  })
  return redirect(receipt)
}

export async function sendAgain(ctx: Context, problems: FieldProblem[]): Promise<Reply> {
  const application = await load(ctx)
  const { pages } = await ctx.db.read(ctx.actor, async (tx) => progress(tx, application))
  return page(reviewPage(ctx, { application, pages, problems }), 422)
}

/** GET .../recu: for whoever holds the draft, and nobody else. */
export async function showReceipt(ctx: Context): Promise<Reply> {
  const view = await ctx.db.read(ctx.actor, async (tx) => {
    const application = await loadApplication(tx, slugOf(ctx), idOf(ctx), null)
    if (!application.submitted) throw new NotFound('Cette demande n’est pas encore envoyée.')
    // The draft is theirs: so is the request that came of it.
    return asSystem(tx, async (all) => {
      const sent = await requestOfDraft(all, application.id)
      const request = sent === undefined ? undefined : await requestById(all, sent.id)
      if (sent === undefined || request === undefined) throw new NotFound()
      return { application, request, code: (await codeOf(all, sent.id)) ?? '' }
    })
  })
  return page(receiptPage(ctx, view))
}

export async function showDrafts(ctx: Context): Promise<Reply> {
  return page(await ctx.db.read(ctx.actor, async (tx) => {
    const known = await catalogue(tx)
    const { zone } = await territory(tx)
    const drafts = (await listDrafts(tx)).flatMap((draft) => {
      const service = known.service(draft.serviceSlug)
      return service === undefined ? [] : [{ id: draft.id, title: service.definition.title, updatedAt: draft.updatedAt, href: at(draft.serviceSlug, draft.id, 'reprendre') }]
    })
    return draftsPage(ctx, drafts, zone)
  }))
}

/** Back where one was: the first page that is not right yet, or the review. */
export async function resumeDraft(ctx: Context): Promise<Reply> {
  const application = await load(ctx)
  const { unfinished } = await ctx.db.read(ctx.actor, async (tx) => progress(tx, application))
  return redirect(at(slugOf(ctx), application.id, unfinished?.id ?? 'verifier'))
}

export async function removeDraft(ctx: Context): Promise<Reply> {
  await ctx.db.write(ctx.actor, (tx) => dropDraft(tx, idOf(ctx)))
  return redirect('/brouillons', 'Le brouillon est effacé.')
}
