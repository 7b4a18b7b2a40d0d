// Handlers of a draft that waits for a second signature: what is awaited, and giving it up.
import { reachablePages } from '#forms'
import { type Context, page, redirect, type Reply } from '#platform/http/route.ts'
import { askedPage } from '#services'
import { showOwn, idOf, reloadLocked, slugOf, stepUrl } from '../apply/draft.citizen.ts'
import { askedFor, isWaiting } from '../signed/asking.ts'
import { withdrawCosignatures } from '../signed/queries.cosigning.ts'
import { cosignDays } from './chosen.ts'
import { waitingPage } from './waiting.page.ts'

/** GET .../attente */
export const showWaiting = (ctx: Context): Promise<Reply> =>
  showOwn(ctx, async (application) => {
    const { id, form, answers, service, submitted, place } = application
    if (submitted) return redirect(stepUrl(slugOf(ctx), id, 'recu'))
    return ctx.db.read(ctx.actor, async (tx) => {
      const asked = await askedFor(tx, id, form)
      if (!isWaiting(asked)) return redirect(stepUrl(slugOf(ctx), id, 'verifier'))
      const { silence } = await cosignDays(tx)
      const at = stepUrl(slugOf(ctx), id, '').replace(/\/$/, '')
      const first = reachablePages(form, answers)[0]?.id ?? ''
      const view = { service, at, zone: place.zone, asked, silence, first }
      return page(await askedPage(ctx, tx, service, waitingPage(ctx, view)))
    })
  })

/** POST .../attente: nobody is asked any more. */
export async function stopWaiting(ctx: Context): Promise<Reply> {
  const { id, submitted } = await ctx.db.write(ctx.actor, async (tx) => {
    const application = await reloadLocked(ctx, tx)
    if (!application.submitted) await withdrawCosignatures(tx, idOf(ctx))
    return application
  })
  return submitted
    ? redirect(stepUrl(slugOf(ctx), id, 'recu'), 'Elle était déjà signée et envoyée.')
    : redirect(
        stepUrl(slugOf(ctx), id, 'verifier'),
        'La signature n’est plus demandée\u00a0: le lien envoyé ne sert plus.',
      )
}
