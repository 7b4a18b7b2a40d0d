// Handlers of the form of a service: begin, show a page, save it by its button or by itself.
import { randomUUID } from 'node:crypto'
import type { Read } from '#platform/db.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { RefusedFile } from '#platform/files/inspect.ts'
import { type Context, json, one, page, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { REMOVE_FILE } from '#platform/ui/files.ts'
import {
  type Field,
  type FileAnswer,
  type FormPage,
  type FormProblem,
  rawOfValues,
  reachablePages,
  shownFields,
  storeUpload,
  takeDraftRoom,
  takeFileRoom,
  uploadRules,
} from '#forms'
import { type Application, loadApplication, pageOf } from './apply.ts'
import { fillPage, type Filled, progress } from './apply-fill.ts'
import { askedCommune, load, reloadLocked, slugOf, stepUrl } from './draft.citizen.ts'
import { alreadyReported } from './near.ts'
import { applyPage, SEEN_FIELDS } from './pages/apply.ts'

/** GET /demarches/:slug/demande: a new draft, saved when something is typed. */
export async function beginApplication(ctx: Context): Promise<Reply> {
  const id = randomUUID()
  const application = await ctx.db.read(ctx.actor, (tx) => loadApplication(tx, slugOf(ctx), id, null))
  return redirect(stepUrl(slugOf(ctx), id, application.form.pages[0]?.id ?? '') + askedCommune(ctx))
}

export async function showPage(ctx: Context): Promise<Reply> {
  const application = await load(ctx)
  if (application.submitted) return redirect(stepUrl(slugOf(ctx), application.id, 'recu'))
  const current = pageOf(application, ctx.params.page ?? '')
  if (!reachablePages(application.form, application.answers).includes(current))
    return redirect(stepUrl(slugOf(ctx), application.id, 'reprendre'))
  return page(await pageWith(ctx, application, current, []))
}

async function pageWith(ctx: Context, application: Application, current: FormPage, problems: FormProblem[]) {
  return ctx.db.read(ctx.actor, async (tx) => {
    const { pages } = progress(tx, application)
    return applyPage(ctx, {
      application,
      current,
      problems,
      pages,
      near: await alreadyReported(tx, application),
      now: tx.now,
    })
  })
}

/** Stores the uploads of a page's files fields; a refused one costs neither the others nor the answers. */
async function storeAll(
  ctx: Context,
  current: FormPage,
  { uploads }: Posted,
): Promise<{ added: Record<string, FileAnswer[]>; problems: FormProblem[] }> {
  const added: Record<string, FileAnswer[]> = {}
  const problems: FormProblem[] = []
  for (const upload of uploads) {
    const field = current.fields.find((item) => item.id === upload.field && item.type === 'files')
    if (field === undefined) continue
    try {
      const file = await storeUpload(ctx, upload, uploadRules(field))
      added[field.id] = [...(added[field.id] ?? []), file]
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error
      problems.push({ field: field.id, fieldId: field.id, message: `${upload.name}\u00a0: ${error.message}` })
    }
  }
  return { added, problems }
}

/** Questions that the answers of a page open on that very page, when no script could show them (see pages/apply.ts). */
function unseenFields({ form, answers }: Application, current: FormPage, { values }: Posted): Field[] {
  if (values[SEEN_FIELDS] === undefined) return []
  const seen = one(values, SEEN_FIELDS).split(' ')
  return shownFields(form, current, answers).filter((field) => !seen.includes(field.id))
}

const unseenText = (count: number): string =>
  count === 1
    ? 'Vos réponses sont gardées. Une question s’y ajoute.'
    : `Vos réponses sont gardées. ${count} questions s’y ajoutent.`

/** POST of a page by its button. */
export async function savePage(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  const before = await load(ctx)
  const receipt = redirect(stepUrl(slugOf(ctx), before.id, 'recu'))
  if (before.submitted) return receipt
  const current = pageOf(before, ctx.params.page ?? '')
  if (before.savedAt === null) await takeDraftRoom(ctx)
  await takeFileRoom(ctx, posted.uploads.length)
  const stored = await storeAll(ctx, current, posted)
  const removed = one(posted.values, REMOVE_FILE)
  const filled = await ctx.db.write(ctx.actor, async (tx) =>
    fillPage(tx, await reloadLocked(ctx, tx), current, posted, stored.added, removed),
  )
  return filled.application.submitted ? receipt : afterSaving(ctx, current, posted, filled, stored.problems)
}

/** The page as it was posted, nothing saved: its token was old, some of it could not be received, or nothing kept. */
export async function savePageAgain(
  ctx: Context,
  problems: FieldProblem[],
  { values }: Posted,
): Promise<Reply> {
  const before = await load(ctx)
  if (before.submitted) return redirect(stepUrl(slugOf(ctx), before.id, 'recu'))
  const current = pageOf(before, ctx.params.page ?? '')
  const typed = { ...before, raw: rawOfValues(current.fields, values, before.raw) }
  const told = problems.map(({ field, message }) => ({ field, fieldId: field, message }))
  return page(await pageWith(ctx, typed, current, told), 422)
}

/** The same page when something is to be corrected or seen, the next otherwise. */
async function afterSaving(
  ctx: Context,
  current: FormPage,
  posted: Posted,
  { application, problems }: Filled,
  refused: FormProblem[],
): Promise<Reply> {
  const isRemoval = one(posted.values, REMOVE_FILE) !== ''
  const unseen = unseenFields(application, current, posted)
  // Taking a file away, or a question not seen yet, is not an error; a refused file is.
  const judged = isRemoval
    ? []
    : problems.filter(({ fieldId }) => !unseen.some((field) => field.id === fieldId))
  const all = [...judged, ...refused]
  if (all.length > 0) return page(await pageWith(ctx, application, current, all), 422)
  if (isRemoval) return page(await pageWith(ctx, application, current, []))
  if (unseen[0] !== undefined)
    return redirect(
      `${stepUrl(slugOf(ctx), application.id, current.id)}#${unseen[0].id}`,
      unseenText(unseen.length),
    )
  return redirect(
    stepUrl(
      slugOf(ctx),
      application.id,
      await ctx.db.read(ctx.actor, async (tx) => stepAfter(tx, application, current)),
    ),
  )
}

/** The next page; the review when nothing is left, as after correcting one page. */
function stepAfter(tx: Read, application: Application, current: FormPage): string {
  const { pages, unfinished } = progress(tx, application)
  if (unfinished === undefined) return 'verifier'
  // A page that answers given elsewhere have closed is kept all the same, and leads on.
  const next = pages.includes(current) ? pages[pages.indexOf(current) + 1] : undefined
  return (next ?? unfinished).id
}

/** POST .../sauver, by a script: saves without judging aloud. */
export async function autosave(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  const before = await load(ctx)
  if (before.submitted) return json({ saved: false }, 409)
  const current = pageOf(before, ctx.params.page ?? '')
  if (before.savedAt === null) await takeDraftRoom(ctx)
  const { application } = await ctx.db.write(ctx.actor, async (tx) =>
    fillPage(tx, await reloadLocked(ctx, tx), current, posted, {}, ''),
  )
  return json({ saved: true, at: application.savedAt })
}
