// Handlers of the end of a form: review, send once, receipt.
import { type FieldProblem, NotFound } from '#platform/errors.ts'
import { type Context, page, type Reply, redirect } from '#platform/http/route.ts'
import { LIMITS } from '../send/limits.ts'
import type { CitizenPage } from '#platform/ui/layout.ts'
import { networkOf, throttle } from '#platform/limits/throttle.ts'
import { speaking } from '#platform/tongue/sentences.ts'
import { askedPage } from '#services'
import { type Application, loadApplication } from './apply.ts'
import { askedFor, asksCosignatory, boundAsking, isWaiting, WAITING } from '../signed/asking.ts'
import { finalAnswers, progress } from './fill.ts'
import { askWhose, idOf, reloadLocked, showOwn, slugOf, stepUrl } from './draft.citizen.ts'
import { receiptPage } from './pages/receipt.ts'
import { endPage } from './pages/end.ts'
import { reviewPage } from './pages/review.ts'
import { receiptPaper } from './receipt-paper.ts'
import type { ReceiptView } from './receipt-words.ts'
import { receiptView, sendOnce } from './send.ts'

const showContent = (
  ctx: Context,
  { service }: Pick<Application, 'service'>,
  content: CitizenPage,
  status = 200,
): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => page(await askedPage(ctx, tx, service, content), status))

export const showReview = (ctx: Context): Promise<Reply> =>
  showOwn(ctx, async (application) => {
    if (application.submitted) return redirect(stepUrl(slugOf(ctx), application.id, 'recu'))
    const { pages, unfinished, ended } = await ctx.db.read(ctx.actor, async (tx) => progress(tx, application))
    if (unfinished !== undefined) return redirect(stepUrl(slugOf(ctx), application.id, unfinished.id))
    const { language } = application
    if (ended !== undefined)
      return showContent(
        ctx,
        application,
        speaking(language, () => endPage({ application, pages, ended })),
      )
    const asked = await ctx.db.read(ctx.actor, (tx) => askedFor(tx, application.id, application.form))
    if (isWaiting(asked)) return redirect(stepUrl(slugOf(ctx), application.id, WAITING))
    const content = speaking(language, () => reviewPage(ctx, { application, pages, asked }))
    return showContent(ctx, application, content)
  })

/** Sends. A double click, a retry or « back » leads to the same receipt. */
export async function sendApplication(ctx: Context): Promise<Reply> {
  const send = (isBounded: boolean) =>
    ctx.db.write(ctx.actor, async (tx) => {
      const application = await reloadLocked(ctx, tx)
      return !isBounded && invites(application) ? application : sendOnce(tx, application)
    })
  const first = await send(false)
  if (typeof first === 'string') return redirect(stepUrl(slugOf(ctx), idOf(ctx), first))
  // Mails will leave: how many is counted apart, and stays counted when this one is refused.
  await boundAsking(ctx, first.id, first.form, finalAnswers(first))
  const step = await send(true)
  return redirect(stepUrl(slugOf(ctx), idOf(ctx), String(step)))
}

const invites = ({ open, submitted, form }: Application): boolean =>
  open && !submitted && asksCosignatory(form)

export const sendAgain = (ctx: Context, problems: FieldProblem[]): Promise<Reply> =>
  showOwn(ctx, async (application) => {
    const { pages } = await ctx.db.read(ctx.actor, async (tx) => progress(tx, application))
    const content = speaking(application.language, () => reviewPage(ctx, { application, pages, problems }))
    return showContent(ctx, application, content, 422)
  })

/** For whoever holds the draft, and nobody else, once it is known whose it is. */
async function showSent(
  ctx: Context,
  show: (view: ReceiptView, application: Application) => Promise<Reply>,
): Promise<Reply> {
  const { application, view } = await ctx.db.read(ctx.actor, async (tx) => {
    const found = await loadApplication(tx, slugOf(ctx), idOf(ctx), { commune: null, address: '' })
    if (!found.submitted) throw new NotFound('Cette demande n’est pas encore envoyée.')
    return { application: found, view: found.askedSince === null ? await receiptView(tx, found) : null }
  })
  return view === null ? askWhose(ctx, application) : show(view, application)
}

/** GET .../recu */
export const showReceipt = (ctx: Context): Promise<Reply> =>
  showSent(ctx, (view, { language }) =>
    showContent(
      ctx,
      view.application,
      speaking(language, () => receiptPage(ctx, idOf(ctx), view)),
    ),
  )

/** GET .../recu/papier: the same, to keep, in French: it is what one shows to an authority. */
export const sendReceiptPaper = (ctx: Context): Promise<Reply> =>
  showSent(ctx, async (view, { french: form }) => {
    await throttle(ctx, `paper:network:${networkOf(ctx.ip)}`, LIMITS.papersFromNetwork)
    const origin = new URL(ctx.config.publicUrl).origin
    const body = await receiptPaper({ ...view, application: { ...view.application, form } }, origin)
    const name = `accuse-de-reception-${view.request.ref}.pdf`
    return {
      kind: 'bytes',
      body,
      type: 'application/pdf',
      headers: { 'content-disposition': `attachment; filename="${name}"` },
    }
  })
